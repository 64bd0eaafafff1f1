// The demonstration, built and looked at as a reader and as a validator would: every kind of page is
// there and says what it must, is sound HTML, leads nowhere that is not, and opens from file:// in
// Chromium, wide and narrow, light and dark, without an error and without anything to trip over.
//
// LUCE: the program (default ../../build/luce); CHROMIUM (default /usr/bin/chromium).

import test, { before, after } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HtmlValidate } from 'html-validate';
import { chromium } from 'playwright-core';
import { kinds } from './pages.mjs';
import { trippedOver } from './tripped.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const luce = process.env.LUCE ? resolve(process.env.LUCE) : join(root, 'build/luce');
const asOf = '2026-09-30'; // the demonstration's last notices are out
const most = 400; // pages for the validator; beyond, a sample of each kind
const screens = [
	{ width: 1280, height: 900, colorScheme: 'light' },
	{ width: 390, height: 844, colorScheme: 'light' },
	{ width: 390, height: 844, colorScheme: 'dark' },
];
let site, addresses, browser, profile;
const texts = new Map(); // address -> HTML

function* filesBelow(folder, prefix = '') {
	for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
		if (entry.name.startsWith('.'))
			continue;
		if (entry.isDirectory())
			yield* filesBelow(join(folder, entry.name), `${prefix}${entry.name}/`);
		else
			yield prefix + entry.name;
	}
}

const kindOf = (address) => kinds.find((kind) => kind.pattern.test(address));

// At most n of each kind, spread over all of them.
function sample(n) {
	return kinds.flatMap((kind) => {
		const all = addresses.filter((address) => kindOf(address) === kind);
		const step = Math.max(1, all.length / n);
		return Array.from({ length: Math.min(n, all.length) }, (_, i) => all[Math.floor(i * step)]);
	});
}

before(() => {
	site = mkdtempSync(join(tmpdir(), 'luce-pages-'));
	execFileSync(luce, ['-C', root, 'build', '--as-of', asOf, '-o', join(site, 'out')], { stdio: ['ignore', 'ignore', 'inherit'] });
	site = join(site, 'out');
	addresses = [...filesBelow(site)].filter((address) => address.endsWith('.html'));
	for (const address of addresses)
		texts.set(address, readFileSync(join(site, address), 'utf8'));
});

after(async () => {
	await browser?.close();
	rmSync(dirname(site), { recursive: true, force: true });
	if (profile)
		rmSync(profile, { recursive: true, force: true });
});

test('every page is of a known kind, and every kind has a page', () => {
	assert.deepEqual(addresses.filter((address) => !kindOf(address)), []);
	assert.deepEqual(kinds.filter((kind) => !addresses.some((a) => kindOf(a) === kind)).map((kind) => kind.name), []);
});

for (const kind of kinds)
	test(`a page of the kind "${kind.name}" says what it must`, () => {
		for (const [address, ...said] of kind.pages) {
			assert.ok(texts.has(address), `no page ${address}`);
			for (const text of said) {
				const absent = text.startsWith('!');
				assert.equal(texts.get(address).includes(absent ? text.slice(1) : text), !absent, `${address}: ${text}`);
			}
		}
	});

test('every page says that the portal is a demonstration, and where it belongs', () => {
	for (const [address, text] of texts) {
		for (const said of ['本网站为软件示例，不是政府网站；所示名单不具效力。', '<meta name="robots" content="noindex">',
			'<meta name="SiteIDCode" content="0000000000">', '<html lang="zh-CN">'])
			assert.ok(text.includes(said), `${address}: ${said}`);
		assert.equal(text.match(/<h1>/g)?.length, 1, `${address}: one h1`);
		assert.equal(/<script|<form|<iframe|<object|\sstyle="|\son[a-z]+="/.test(text), false, `${address}: no program`);
	}
});

test('a page about reports leads to no other site, and is linked without a company', () => {
	for (const [address, text] of texts) {
		if (address.startsWith('report/'))
			assert.equal(/(href|src)="(https?:|mailto:|\/\/)/.test(text), false, address);
		for (const [, href] of text.matchAll(/href="([^"]*report\/[^"]*)"/g))
			assert.match(href, /(^|\/)report\/[a-z0-9-]+\.html$/, `${address}: ${href}`);
	}
});

test('no page names a legal representative', () => {
	const names = readdirSync(join(root, 'content/assessors')).flatMap((file) =>
		(JSON.parse(readFileSync(join(root, 'content/assessors', file), 'utf8')).representatives ?? []).map((r) => r.name));
	assert.ok(names.length > 3);
	for (const [address, text] of texts)
		for (const name of names)
			assert.equal(text.includes(`>${name}<`) || text.includes(`：${name}`), false, `${address}: ${name}`);
});

test('the validator finds no error', async () => {
	const validator = new HtmlValidate({
		extends: ['html-validate:recommended'],
		rules: {
			'no-trailing-whitespace': 'off', // templates leave some; readers do not see it
			'long-title': 'off', // titles of notices are as long as they are
			'void-style': 'off', // SVG in HTML closes its elements
			'no-raw-characters': 'off', // what is written is escaped; a bare > is sound HTML
			'prefer-native-element': ['error', { exclude: ['region', 'img'] }], // tables that scroll; charts
		},
	});
	const pages = addresses.length <= most ? addresses : sample(25);
	const said = [];
	for (const address of pages) {
		const report = await validator.validateString(texts.get(address), address);
		for (const result of report.results)
			for (const m of result.messages)
				said.push(`${address}:${m.line}:${m.column}: ${m.message} [${m.ruleId}]`);
	}
	assert.ok(pages.length > 100);
	assert.deepEqual(said.slice(0, 20), []);
});

test('every link and anchor within the portal leads somewhere', () => {
	const ids = new Map([...texts].map(([address, text]) =>
		[address, new Set([...text.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id))]));
	const broken = [];
	let links = 0;
	for (const [address, text] of texts)
		for (const [, , url] of text.matchAll(/\s(href|src)="([^"]*)"/g)) {
			if (/^https?:/.test(url))
				continue;
			const [path, anchor] = url.replaceAll('&amp;', '&').split('#');
			const to = path === '' ? address : posix.join(posix.dirname(address), decodeURIComponent(path));
			links++;
			if (!existsSync(join(site, to)) || (anchor && !ids.get(to)?.has(decodeURIComponent(anchor))))
				broken.push(`${address} -> ${url}`);
		}
	assert.ok(links > 10000);
	assert.deepEqual(broken.slice(0, 20), []);
});

for (const screen of screens)
	test(`nothing on a page trips the reader up at ${screen.width} px, ${screen.colorScheme}`, async () => {
		profile ??= mkdtempSync(join(tmpdir(), 'luce-chromium-'));
		browser ??= await chromium.launchPersistentContext(profile, {
			executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
			headless: true,
			args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
				'--disable-component-update', '--disable-sync'],
		});
		const tab = await browser.newPage();
		let messages = [];
		const said = [];
		tab.on('console', (m) => messages.push(m.text()));
		tab.on('pageerror', (e) => messages.push(String(e)));
		tab.on('requestfailed', (r) => messages.push(`not loaded: ${r.url()}`));
		tab.on('request', (r) => r.url().startsWith('file://') || messages.push(`from elsewhere: ${r.url()}`));
		await tab.setViewportSize(screen);
		await tab.emulateMedia({ colorScheme: screen.colorScheme });
		for (const address of sample(4)) {
			messages = [];
			await tab.goto(`file://${join(site, address)}`);
			for (const text of [...messages, ...(await tab.evaluate(trippedOver))])
				said.push(`${address}: ${text}`);
		}
		await tab.close();
		assert.deepEqual(said, []);
	});
