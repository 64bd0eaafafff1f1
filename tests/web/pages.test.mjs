// The demonstration, built and looked at as a reader and as a validator would: every kind of page is
// there and says what it must, is sound HTML, leads nowhere that is not, and opens from file:// in
// Chromium, wide and narrow, light and dark, without an error and without anything to trip over.

import test, { before, after } from 'node:test';
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { brokenLinks, newValidator } from './markup.mjs';
import { kinds, tiers } from './pages.mjs';
import { build, filesBelow, openBrowser, root } from './site.mjs';
import { trippedOver } from './tripped.mjs';

const asOf = '2026-09-30'; // the demonstration's last notices are out
const screens = [
	{ width: 1280, height: 900, colorScheme: 'light' },
	{ width: 390, height: 844, colorScheme: 'light' },
	{ width: 390, height: 844, colorScheme: 'dark' },
];
let site, addresses, browser;
const texts = new Map(); // address -> HTML

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
	site = build(root, join(mkdtempSync(join(tmpdir(), 'luce-pages-')), 'out'), '--as-of', asOf);
	addresses = [...filesBelow(site)].filter((address) => address.endsWith('.html'));
	for (const address of addresses)
		texts.set(address, readFileSync(join(site, address), 'utf8'));
});

after(async () => {
	await browser?.close();
	rmSync(dirname(site), { recursive: true, force: true });
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

// 国办发〔2017〕47号: three tags on every page, seven on a column's, ten on an article; each on a line, name before content.
test('every page has the tags of a government site that its tier has', () => {
	const names = ['SiteName', 'SiteDomain', 'SiteIDCode', 'ColumnName', 'ColumnDescription', 'ColumnKeywords', 'ColumnType', 'ArticleTitle', 'PubDate', 'ContentSource'];
	for (const [address, text] of texts) {
		const said = [...text.matchAll(/^<meta name="([A-Z]\w+)" content="([^"<>]*)">$/gm)].map(([, name]) => name);
		const { tags, may } = tiers[kindOf(address).tier ?? 'column'];
		assert.deepEqual(said, names.slice(0, tags).filter((name) => said.includes(name) || name !== may), address);
		const published = /^<meta name="PubDate" content="([^"]*)">$/m.exec(text);
		assert.ok(!published || /^\d{4}-\d{2}-\d{2} ([01]\d|2[0-3]):[0-5]\d$/.test(published[1]), address);
	}
});

test('every page has its way, its foot and its landmarks', () => {
	for (const [address, text] of texts) {
		for (const item of ['关于本站', '网站地图', '数据下载', '怎样核验', '<dt>主办单位</dt>', '<dt>联系方式</dt>', '<dt>网站标识码</dt>', 'ICP备案号', '公安机关备案号', '党政机关标识'])
			assert.ok(text.slice(text.indexOf('<footer')).includes(item), `${address}: ${item}`);
		for (const landmark of ['<a class="skip" href="#main">', '<header', '<nav', '<main id="main"', '<footer'])
			assert.ok(text.includes(landmark), `${address}: ${landmark}`);
		assert.equal(text.includes('当前位置') && text.includes('<li aria-current="page">'), !['index.html', '404.html'].includes(address), address);
		for (const [table] of text.matchAll(/<table[\s\S]*?<\/table>/g)) {
			assert.match(table, /<caption/, address);
			assert.doesNotMatch(table, /<th(?=[ >])(?![^>]* scope=)/, address);
		}
	}
});

test('a chart shows the numbers of the table beside it', () => {
	let charts = 0;
	for (const [address, text] of texts)
		for (const [, svg, table] of text.matchAll(/<svg role="img"([\s\S]*?)<\/svg>[\s\S]*?<table([\s\S]*?)<\/table>/g)) {
			const rows = [...table.matchAll(/<th scope="row">(\d{4})<\/th><td class="n">(\d+)<\/td><td class="n">(\d+)<\/td><td class="n">(\d+)<\/td>/g)].map((m) => m.slice(1, 5).map(Number));
			const drawn = new Map([...svg.matchAll(/<text class="year"[^>]*>(\d{4})<\/text>([\s\S]*?)(?=<text class="year"|$)/g)].map(([, year, bars]) =>
				[Number(year), ['in', 'out'].map((kind) => Number(new RegExp(`<rect class="${kind}"[^>]*/><text[^>]*>(\\d+)`).exec(bars)?.[1] ?? 0))]));
			assert.ok(rows.length && rows.length === drawn.size, address);
			let total = 0;
			for (const [year, entered, left, then] of [...rows].sort((a, b) => a[0] - b[0])) {
				assert.deepEqual(drawn.get(year), [entered, left], `${address}: ${year}`);
				assert.equal(total += entered - left, then, `${address}: ${year}`);
			}
			charts++;
		}
	assert.ok(charts > 30, `${charts} charts`);
});

test('each removal stands alone: who, from which list, when, why, by which notice', () => {
	const rows = [...texts.get('removals/index.html').matchAll(/<tr id="([^"]+)"[\s\S]*?<\/tr>/g)];
	assert.ok(rows.length > 50, `${rows.length} removals`);
	assert.equal(new Set(rows.map(([, id]) => id)).size, rows.length);
	for (const [row, id] of rows) {
		assert.match(row, /<time datetime="\d{4}-\d{2}-\d{2}">/, id);
		assert.match(row, /<th scope="row"><a href="\.\.\/entity\//, id);
		assert.match(row, /href="\.\.\/[^"]*\/index\.html">[^<]*名单</, id);
		assert.match(row, /<td class="d">(移出|取消资格)<\/td>/, id);
		assert.match(row, /href="\.\.\/notice\/[^"]+\.html">/, id);
	}
});

test('a correction and what it corrects name each other', () => {
	let pairs = 0;
	for (const [address, text] of texts) {
		const [, related] = /<dl class="related">([\s\S]*?)<\/dl>/.exec(text) ?? [];
		for (const [, href] of (related ?? '').matchAll(/<dt>更正或撤销<\/dt><dd>.*?href="([^"]+)"/g)) {
			const other = posix.join(posix.dirname(address), href);
			assert.match(texts.get(other), /本文告公布后有更正或撤销/, `${address} -> ${other}`);
			assert.ok(texts.get(other).includes(`href="${posix.relative(posix.dirname(other), address)}"`), `${other} -> ${address}`);
			pairs++;
		}
	}
	assert.ok(pairs >= 4, `${pairs} pairs`);
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
	const validator = newValidator();
	const pages = sample(8); // markup.long.mjs takes all
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
	const { links, broken } = brokenLinks(site, texts);
	assert.ok(links > 10000);
	assert.deepEqual(broken.slice(0, 20), []);
});

// WCAG 2.2 and good practice, as axe sees them. Runs in the page.
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function barriers() {
	const { violations } = await globalThis.axe.run(document, { resultTypes: ['violations'] });
	return violations.map(({ id, nodes }) => `${id}: ${nodes[0].target} ${nodes[0].failureSummary}`);
}

for (const screen of screens)
	test(`nothing on a page trips the reader up at ${screen.width} px, ${screen.colorScheme}`, async () => {
		browser ??= await openBrowser({ bypassCSP: true }); // what axe needs; the policy has a test of its own
		const tab = await browser.context.newPage();
		let messages = [];
		const said = [];
		tab.on('console', (m) => messages.push(m.text()));
		tab.on('pageerror', (e) => messages.push(String(e)));
		tab.on('requestfailed', (r) => messages.push(`not loaded: ${r.url()}`));
		tab.on('request', (r) => r.url().startsWith('file://') || messages.push(`from elsewhere: ${r.url()}`));
		await tab.setViewportSize(screen);
		await tab.emulateMedia({ colorScheme: screen.colorScheme });
		const first = new Set(sample(1));
		for (const address of new Set([...first, ...sample(4)])) {
			messages = [];
			await tab.goto(`file://${join(site, address)}`);
			for (const text of [...messages, ...(await tab.evaluate(trippedOver)), ...(first.has(address) ? (await tab.evaluate(axe), await tab.evaluate(barriers)) : [])])
				said.push(`${address}: ${text}`);
		}
		await tab.close();
		assert.deepEqual(said, []);
	});
