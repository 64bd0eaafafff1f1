// Opens the pages of a built portal from file:// in Chromium, wide and narrow, light and dark, and says
// what a reader would trip over: something that does not load, a page wider than the screen, broken
// headings, tables without caption or scope, ids that stand twice, text too faint to read.
//
//	NODE_PATH=... node tests/browser/check.mjs SITE [PAGES-AT-MOST]
//
// Needs playwright-core (npm) and Chromium (CHROMIUM, or /usr/bin/chromium). Exit 1 if anything is said.

import { createRequire } from 'node:module';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';

const { chromium } = createRequire(join(process.env.NODE_PATH || process.cwd(), 'x'))('playwright-core');
const site = resolve(process.argv[2]);
const most = Number(process.argv[3] || 200);
const screens = [
	{ width: 1280, height: 900, colorScheme: 'light' },
	{ width: 390, height: 844, colorScheme: 'light' },
	{ width: 390, height: 844, colorScheme: 'dark' },
];

function* pagesBelow(folder) {
	for (const entry of readdirSync(folder, { withFileTypes: true })) {
		if (entry.name.startsWith('.'))
			continue;
		if (entry.isDirectory())
			yield* pagesBelow(join(folder, entry.name));
		else if (entry.name.endsWith('.html'))
			yield join(folder, entry.name);
	}
}

// Spread over all of them, so that every kind is there.
function some(pages) {
	const step = Math.max(1, pages.length / most);
	return Array.from({ length: Math.min(most, pages.length) }, (_, i) => pages[Math.floor(i * step)]);
}

// Runs in the page.
function trippedOver() {
	const said = [];
	const all = (selector) => [...document.querySelectorAll(selector)];
	const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;

	if (wide > 0)
		said.push(`wider than the screen by ${wide}px`);
	if (all('h1').length !== 1)
		said.push(`${all('h1').length} h1`);
	let level = 1;
	for (const h of all('main :is(h1, h2, h3, h4, h5, h6)')) {
		if (Number(h.tagName[1]) > level + 1)
			said.push(`${h.tagName} after H${level}: ${h.textContent}`);
		level = Number(h.tagName[1]);
	}
	for (const table of all('table')) {
		if (!table.caption || !table.caption.textContent.trim())
			said.push('a table without a caption');
		if ([...table.querySelectorAll('th')].some((th) => !th.scope))
			said.push('a heading cell without scope');
		const columns = table.tHead.rows[0].cells.length;
		if ([...table.tBodies[0].rows].some((row) => row.cells.length !== columns))
			said.push(`a row that has not ${columns} cells`);
	}
	const ids = all('[id]').map((e) => e.id);
	if (new Set(ids).size !== ids.length)
		said.push('an id that stands twice');
	for (const e of all('[aria-labelledby]'))
		if (!document.getElementById(e.getAttribute('aria-labelledby')))
			said.push(`aria-labelledby ${e.getAttribute('aria-labelledby')} names nothing`);
	for (const a of all('a'))
		if (!a.textContent.trim())
			said.push(`a link without text to ${a.getAttribute('href')}`);
	if (all('script, form, iframe, object, [style]').length)
		said.push('a script, form, frame or style attribute');
	return [...new Set([...said, ...faint()])];

	// WCAG 2.2, 1.4.3: 4.5 to 1, and 3 to 1 for large text.
	function faint() {
		const rgb = (c) => c.match(/[\d.]+/g).map(Number);
		const part = (v) => ((v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
		const light = ([r, g, b]) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
		const ground = (e) => {
			for (; e; e = e.parentElement) {
				const c = rgb(getComputedStyle(e).backgroundColor);
				if (c.length < 4 || c[3] > 0)
					return c;
			}
			return [255, 255, 255];
		};
		const out = [];
		for (const e of all('body *')) {
			if (![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()) || !e.checkVisibility())
				continue;
			const style = getComputedStyle(e);
			const [a, b] = [light(rgb(style.color)), light(ground(e))].sort((x, y) => y - x);
			const size = parseFloat(style.fontSize);
			const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
			if ((a + 0.05) / (b + 0.05) < (large ? 3 : 4.5))
				out.push(`faint text (${((a + 0.05) / (b + 0.05)).toFixed(1)}): ${e.textContent.trim().slice(0, 30)}`);
		}
		return out;
	}
}

const profile = mkdtempSync(join(tmpdir(), 'luce-browser-'));
const browser = await chromium.launchPersistentContext(profile, {
	executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
	headless: true,
	args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
		'--disable-component-update', '--disable-sync'],
});
const pages = some([...pagesBelow(site)].sort());
let said = 0;

for (const screen of screens) {
	const tab = await browser.newPage();
	let messages = [];
	tab.on('console', (m) => messages.push(m.text()));
	tab.on('requestfailed', (r) => messages.push(`not loaded: ${r.url()}`));
	tab.on('request', (r) => r.url().startsWith('file://') || messages.push(`from elsewhere: ${r.url()}`));
	await tab.setViewportSize(screen);
	await tab.emulateMedia({ colorScheme: screen.colorScheme });
	for (const page of pages) {
		messages = [];
		await tab.goto(`file://${page}`);
		for (const text of [...messages, ...(await tab.evaluate(trippedOver))]) {
			console.log(`${relative(site, page)} (${screen.width} ${screen.colorScheme}): ${text}`);
			said++;
		}
	}
	await tab.close();
}
await browser.close();
rmSync(profile, { recursive: true, force: true });
console.log(`${pages.length} pages on ${screens.length} screens: ${said} remarks`);
process.exit(said ? 1 : 0);
