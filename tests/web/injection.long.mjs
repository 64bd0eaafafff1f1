// Hostile texts (hostile.mjs), each put through every string of every kind of record, as the program's own
// schemas list them. What no record may hold is refused, for the reason meant. The rest is built, and every
// page is opened in Chromium, with its Content-Security-Policy switched off, so that nothing but the escaping
// stands between a text and its reader: no script runs, nothing is asked of another host, no element or
// attribute stands that no template writes, and every text reads as it was put in. So do the exports.
//
// A text carries a mark, §field.text§, behind it or before it, by which it is found again.

import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { unzipSync, strFromU8 } from 'fflate';
import ICAL from 'ical.js';
import { broken, refused, taken } from './hostile.mjs';
import { day, readSchemas, stringsOf, writeHostile, writeSingle } from './hostile_portal.mjs';
import { build, filesBelow, luce, openBrowser, root } from './site.mjs';

const origin = 'https://portal.example';
const schemas = readSchemas(luce);
const fields = Object.entries(schemas).flatMap(([kind, schema]) => stringsOf(schema, kind)).filter(({ pattern }) => !pattern).map(({ path }) => path);

// Strings that must name something else in the portal: what is put there must be refused, and is below.
const names = ['annexes.annexes[].rows[].id', 'annexes.annexes[].rows[].from', 'annexes.annexes[].rows[].to', 'annexes.annexes[].rows[].target.id',
	'annexes.annexes[].rows[].column', 'annexes.annexes[].rows[].old'];
// One record of its kind, so that each text has a build of its own.
const single = fields.filter((path) => /^(site|categories|calendar)\./.test(path));
// What no page shows.
const unseen = ['calendar.source.title', 'calendar.source.number', 'calendar.changed_by[].title', 'calendar.changed_by[].number', 'region.aliases[]',
	'rules.number.article', 'rules.number.note', 'rules.number.same_article', 'rules.source.number', 'entity.uscc_override.reason', 'entity.uscc_override.document',
	'assessor.uscc_override.reason', 'assessor.uscc_override.document', 'assessor.representatives[].name', 'notice.transcribed.by', 'notice.attachments[].compared_by',
	'withheld.withheld[].path'];

let work, browser;

before(() => {
	work = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'luce-injection-'));
});

after(async () => {
	await browser?.close();
	rmSync(work, { recursive: true, force: true });
});

// ---- marks

// A text before its mark ends as it ends, one behind it begins as it begins.
function marked(field, text) {
	const mark = `§${field}.${text}§`;
	return (field + text) % 2 ? `${taken[text]}${mark}` : `${mark}${taken[text]}`;
}

// Which fields stand in a value, and where it is not what was put in. `as` turns a text into what the output has.
// Runs in the page too, so it must not use anything from outside.
function readMarks(value, texts) {
	const seen = [], wrong = [];
	for (const m of value.matchAll(/§(\d+)\.(\d+)§/g)) {
		const [field, text] = [Number(m[1]), Number(m[2])], end = m.index + m[0].length;
		const said = (field + text) % 2 ? value.slice(Math.max(0, m.index - texts[text].length), m.index) : value.slice(end, end + texts[text].length);
		seen.push(field);
		if (said !== texts[text])
			wrong.push(`${m[0]} ${JSON.stringify(texts[text])} reads ${JSON.stringify(said)}`);
	}
	return { seen, wrong };
}

const put = new Map(fields.map((path) => [path, new Set()])); // field -> texts that were put in it

// An address for mail has nothing behind a question mark (report-prefilled).
const fits = (path, text) => !path.endsWith('.email') || !text.includes('?');

function textAt(path, i) {
	const field = fields.indexOf(path), text = (i + field * 7) % taken.length;
	if (!fits(path, taken[text]))
		return `绿源${field}`;
	put.get(path).add(text);
	return marked(field, text);
}

// ---- refusals

function check(portal) {
	const { stdout, stderr, status } = spawnSync(luce, ['-C', portal, 'check', '--format', 'json'], { encoding: 'utf8', maxBuffer: 1 << 30 });
	assert.equal(stderr, '');
	return { status, findings: JSON.parse(stdout).findings.filter((f) => f.severity === 'error' && !f.waived) };
}

// Puts bytes where a file has its placeholder, @n@; the lines they stand in, as file:line -> n.
function putBytes(portal, of) {
	const at = new Map();
	for (const path of filesBelow(join(portal, 'content'))) {
		const file = join(portal, 'content', path), lines = readFileSync(file, 'latin1').split('\n');
		let found = false;
		lines.forEach((line, i) => {
			const m = /@(\d+)@/.exec(line);
			if (!m)
				return;
			lines[i] = line.replaceAll(m[0], of[m[1]].bytes.toString('latin1'));
			at.set(`content/${path}:${i + 1}`, Number(m[1]));
			found = true;
		});
		if (found)
			writeFileSync(file, lines.join('\n'), 'latin1');
	}
	return at;
}

test('a portal in which every string is filled is sound', () => {
	const portal = join(work, 'plain');
	writeHostile(portal, schemas, 2, (path, i) => `绿源${fields.indexOf(path)}甲${i}`);
	assert.deepEqual(check(portal), { status: 0, findings: [] });
});

test('what a reader could not see, or would see turned around, is refused in every field', () => {
	const portal = join(work, 'refused'), where = new Map(fields.map((path) => [path, new Set()]));
	writeHostile(portal, schemas, refused.length, (path, i) => {
		const n = (i + fields.indexOf(path)) % refused.length;
		where.get(path).add(n);
		return `@${n}@`;
	});
	for (const [path, texts] of where)
		assert.equal(texts.size, names.includes(path) ? 0 : single.includes(path) ? 1 : refused.length, path);
	const at = putBytes(portal, refused), said = new Map();
	for (const f of check(portal).findings)
		said.set(`${f.file}:${f.line}`, [...(said.get(`${f.file}:${f.line}`) ?? []), f.rule]);
	const missed = [...at].filter(([place, n]) => !said.get(place)?.includes(refused[n].rule));
	assert.ok(at.size > 20000, `${at.size} places`);
	assert.deepEqual(missed.slice(0, 10).map(([place, n]) => `${place} ${refused[n].bytes} ${said.get(place)}`), []);
});

test('what is no text at all is refused in every field', () => {
	const portal = join(work, 'broken'), kindOf = (path) => /^\w+/.exec(path)[0];
	const rank = new Map(Object.keys(schemas).flatMap((kind) => fields.filter((path) => kindOf(path) === kind).map((path, n) => [path, n])));
	const most = Math.max(...rank.values()) + 1;
	writeHostile(portal, schemas, most, (path, i) => (rank.get(path) === i || single.includes(path) ? `@${i % broken.length}@` : `绿源${fields.indexOf(path)}甲${i}`));
	const first = new Map(); // a file that cannot be read further has one finding, and a notice's annexes are then not read
	for (const [place, n] of putBytes(portal, broken))
		if (!first.has(place.replace(/:\d+$/, '')))
			first.set(place.replace(/:\d+$/, ''), { place, n });
	for (const file of [...first.keys()])
		if (first.has(file.replace(/\.json$/, '.md')) && file.endsWith('.json'))
			first.delete(file);
	const said = new Set(check(portal).findings.map((f) => `${f.file}:${f.line} ${f.rule}`));
	const missed = [...first.values()].filter(({ place, n }) => !broken[n].rule.split(' ').some((rule) => said.has(`${place} ${rule}`)));
	assert.ok(first.size > 300, `${first.size} files`);
	assert.deepEqual(missed.slice(0, 10).map(({ place, n }) => `${place} ${JSON.stringify(broken[n].bytes.toString())} ${[...said].filter((s) => s.startsWith(place.replace(/:\d+$/, ':')))}`), []);
});

// The fold is not made of records that name what is not there, so these are two portals.
for (const [what, edits] of [
	['a record', { 'proposal reference': ([a], text) => { a.rows[0].id = text; }, 'correction date-invalid': ([, revoke], text) => { revoke.rows[0].from = text; },
		'review reference': ([a], text) => { a.rows[0] = { ...a.rows[0], id: undefined, action: 'revoke', target: { notice: '990100/2026/list', annex: 1, id: text } }; },
		'change reference': ([rename], text) => { Object.assign(rename.rows[0], { action: 'locate', from: text, to: text }); } }],
	['a row', { 'correction correct-column': ([correct], text) => { correct.rows.push({ ...correct.rows[0], column: text }); },
		'correction correct-old': ([correct], text) => { correct.rows.push({ ...correct.rows[0], old: text }); } }],
])
	test(`what names ${what} must name one`, () => {
		const portal = join(work, what), wanted = new Set();
		const texts = taken.filter((text) => !/^[\d-]{10}$/.test(text)); // one is a day
		writeHostile(portal, schemas, texts.length, (path, i) => `绿源${fields.indexOf(path)}甲${i}`);
		readdirSync(join(portal, 'content/rules')).forEach((file, i) => {
			for (const [key, edit] of Object.entries(edits)) {
				const [notice, rule] = key.split(' '), path = `content/notices/${file.slice(0, 6)}/2026/${notice}.json`;
				const { annexes } = JSON.parse(readFileSync(join(portal, path), 'utf8'));
				edit(annexes, texts[i]);
				writeFileSync(join(portal, path), JSON.stringify({ annexes }));
				wanted.add(`${path} ${rule}`);
			}
		});
		const said = new Set(check(portal).findings.map((f) => `${f.file} ${f.rule}`));
		assert.equal(wanted.size, Object.keys(edits).length * texts.length);
		assert.deepEqual([...wanted].filter((one) => !said.has(one)).slice(0, 10), []);
	});

// ---- pages

// What the templates write: names of elements, and of their attributes.
function written() {
	const names = new Set(['html', 'head', 'body', 'tbody']);
	const markup = [...filesBelow(join(root, 'templates'))].filter((file) => file.endsWith('.html'))
		.map((file) => readFileSync(join(root, 'templates', file), 'utf8').replace(/{{[^}]*}}/g, ' ')).join('\n');
	for (const [, name, attributes] of markup.matchAll(/<([a-z0-9]+)((?:\s+[a-zA-Z-]+="[^"]*")*)\s*\/?>/g)) {
		names.add(name);
		for (const [, attribute] of attributes.matchAll(/([a-zA-Z-]+)="/g))
			names.add(`${name} ${attribute}`);
	}
	return [...names];
}

// Where pages may lead: what the portal's fields for addresses hold.
const sources = '^https://(source|system)\\.example/';

// Runs in the page, over documents that Chromium's parser made of HTML, or over its own.
function look({ pages, expected, abroad, texts, origin }) {
	const known = new Set(expected), seen = new Set(), said = [];
	for (const { address, html } of pages) {
		const page = html === undefined ? document : new DOMParser().parseFromString(html, 'text/html'), values = [page.documentElement.textContent];
		const say = (text) => said.push(`${address}: ${text}`);
		for (const e of page.querySelectorAll('*')) {
			if (!known.has(e.localName))
				say(`an element that no template writes: ${e.localName}`);
			for (const { name, value } of e.attributes) {
				if (!known.has(`${e.localName} ${name}`))
					say(`an attribute that no template writes: ${e.localName} ${name}`);
				if (value.includes('§'))
					values.push(value);
				if (name === 'href' || name === 'src') {
					const url = new URL(value, `${origin}/${address}`);
					if (url.origin !== origin && (e.localName !== 'a' || !new RegExp(abroad).test(url)))
						say(`leads to ${url}`);
				}
			}
		}
		if (page.title === '' || page.querySelectorAll('h1').length !== 1)
			say('no title, or not one h1');
		for (const value of values) {
			const marks = window.readMarks(value, texts);
			marks.seen.forEach((field) => seen.add(field));
			marks.wrong.forEach(say);
		}
	}
	return { said, seen: [...seen] };
}

// A tab for the portal in a folder; what it does that it should not is said. With the policy switched off,
// only the escaping stands between a text and the reader.
async function openTab(site, say) {
	browser ??= await openBrowser({ bypassCSP: true });
	const tab = await browser.context.newPage(), types = { '.html': 'text/html; charset=utf-8', '.css': 'text/css' };
	await tab.addInitScript({ content: `window.readMarks = ${readMarks}` });
	await tab.route('**/*', (route) => {
		const url = new URL(route.request().url()), file = join(site, decodeURIComponent(url.pathname));
		if (url.origin !== origin || !existsSync(file)) {
			say(`asks for ${url}`);
			return route.abort();
		}
		return route.fulfill({ contentType: types[extname(file)] ?? 'application/octet-stream', body: readFileSync(file) });
	});
	tab.on('dialog', (dialog) => { say(`a dialog says ${dialog.message()}`); return dialog.dismiss(); });
	tab.on('console', (message) => say(message.text()));
	tab.on('pageerror', (error) => say(String(error)));
	tab.on('popup', () => say('opens a window'));
	return tab;
}

// Has Chromium parse pages, many at a time; what was wrong, and the fields that were seen.
async function parsePages(site, addresses, expected, abroad = sources) {
	const said = [], seen = new Set(), tab = await openTab(site, (text) => said.push(text));
	await tab.goto(`${origin}/404.html`);
	for (let i = 0; i < addresses.length; i += 100) {
		const pages = addresses.slice(i, i + 100).map((address) => ({ address, html: readFileSync(join(site, address), 'utf8') }));
		const result = await tab.evaluate(look, { pages, expected, abroad, texts: taken, origin });
		said.push(...result.said);
		result.seen.forEach((field) => seen.add(field));
	}
	await tab.close();
	return { said, seen };
}

// Opens pages as a reader does, one after the other.
async function openPages(site, addresses, expected, abroad = sources) {
	const said = [];
	let at;
	const tab = await openTab(site, (text) => said.push(`${at}: ${text}`));
	for (at of addresses) {
		await tab.goto(`${origin}/${at}`);
		said.push(...(await tab.evaluate(look, { pages: [{ address: at }], expected, abroad, texts: taken, origin })).said);
		if (tab.url() !== `${origin}/${at}`)
			said.push(`${at}: went to ${tab.url()}`);
	}
	await tab.close();
	return said;
}

test('every text reads on every page as it was put in, and does nothing', async () => {
	const portal = join(work, 'taken'), site = join(work, 'taken site'), expected = written();
	writeHostile(portal, schemas, taken.length, textAt, join(root, 'templates'));
	for (const [path, texts] of put)
		assert.equal(texts.size, names.includes(path) ? 0 : single.includes(path) ? 1 : taken.filter((text) => fits(path, text)).length, path);
	assert.deepEqual(check(portal), { status: 0, findings: [] });
	build(portal, site, '--as-of', day);
	const pages = [...filesBelow(site)].filter((file) => file.endsWith('.html'));
	assert.ok(pages.length > 20 * taken.length, `${pages.length} pages`);
	const { said, seen } = await parsePages(site, pages, expected);
	assert.deepEqual(said.slice(0, 10), []);
	assert.deepEqual(fields.filter((path, field) => !seen.has(field) && put.get(path).size), unseen);
	assert.deepEqual(await openPages(site, pages.filter((_, i) => i % 29 === 0), expected), []);
});

// ---- a portal's own fields, of which there is one each: a build for each text

test('every text reads as it was put in where it names the portal itself', async () => {
	const portal = join(work, 'single'), expected = written(), said = [], site = join(work, 'single site');
	for (const path of single)
		put.get(path).clear();
	const tab = await openTab(site, (text) => said.push(text));
	const seen = new Set();
	writeHostile(portal, schemas, 1, (path) => `绿源${fields.indexOf(path)}`, join(root, 'templates'));
	for (let text = 0; text < taken.length; text++) {
		writeSingle(portal, schemas, (path) => textAt(path, text));
		build(portal, site, '--as-of', day);
		const pages = ['index.html', '404.html', 'audit/index.html', 'p99/c0/factory/index.html', 'notice/990100/2026/list.html'].map((address) => ({ address, html: readFileSync(join(site, address), 'utf8') }));
		if (text === 0)
			await tab.goto(`${origin}/404.html`);
		const result = await tab.evaluate(look, { pages, expected, abroad: sources, texts: taken, origin });
		said.push(...result.said);
		result.seen.forEach((field) => seen.add(field));
		said.push(...readExports(site, ['feed.atom', 'calendar.ics', 'datapackage.json', 'p99/c0/factory/list.json', 'p99/c0/factory/list.csv', 'p99/c0/factory/list.xlsx']).said);
	}
	await tab.close();
	assert.deepEqual(said.slice(0, 10), []);
	for (const path of single) {
		assert.equal(put.get(path).size, taken.length, path);
		assert.equal(seen.has(fields.indexOf(path)), !unseen.includes(path), path);
	}
});

// ---- exports

const parser = new XMLParser({ ignoreAttributes: false, trimValues: false, parseTagValue: false, parseAttributeValue: false });

function* strings(value) {
	if (typeof value === 'string')
		yield value;
	else if (value && typeof value === 'object')
		for (const [key, one] of Object.entries(value)) {
			yield key;
			yield* strings(one);
		}
}

function* xmlStrings(bytes) {
	const sound = XMLValidator.validate(bytes);
	assert.equal(sound, true, JSON.stringify(sound));
	yield* strings(parser.parse(bytes));
}

// ECMA-376 22.9.2.19
const decode = (cell) => cell.replace(/_x([0-9a-fA-F]{4})_/g, (all, hex) => String.fromCharCode(parseInt(hex, 16)));

// How each product is read back, by programs that others wrote: its texts.
const readers = {
	'.json': function* (bytes) { yield* strings(JSON.parse(bytes)); },
	'.jsonl': function* (bytes) {
		for (const line of bytes.toString().split('\n').slice(0, -1))
			yield* strings(JSON.parse(line));
	},
	'.atom': (bytes) => xmlStrings(bytes.toString()),
	'.xml': (bytes) => xmlStrings(bytes.toString()),
	'.csv': function* (bytes) {
		const text = bytes.toString();
		assert.equal(text[0], '\ufeff');
		assert.ok(text.endsWith('\r\n'));
		const rows = [[]];
		for (const [, quoted, bare, end] of text.slice(1).matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
			const cell = quoted === undefined ? bare : quoted.replaceAll('""', '"');
			assert.doesNotMatch(cell, /^[=+\-@＝＋－＠\t\r]/, 'a formula');
			// The quote that keeps a formula from being one; but a text may begin with one itself.
			yield taken.some((text) => text.startsWith('\'') && cell.startsWith(text)) ? cell : cell.replace(/^'(?=[=+\-@＝＋－＠])/, '');
			rows.at(-1).push(cell);
			if (end !== ',')
				rows.push([]);
		}
		assert.ok(rows.slice(0, -1).every((row) => row.length === rows[0].length), 'a row of another width');
	},
	'.xlsx': function* (bytes) {
		for (const [name, part] of Object.entries(unzipSync(bytes))) {
			const text = strFromU8(part);
			assert.doesNotMatch(text, /<f>|<hyperlink|ddeLink/, 'a formula or a link');
			for (const string of xmlStrings(text))
				yield name.includes('worksheets') ? decode(string) : string;
		}
	},
	'.ics': function* (bytes) {
		const text = bytes.toString();
		for (const line of bytes.toString('latin1').split('\r\n'))
			assert.ok(line.length <= 75 && !line.includes('\n'), 'a line that is not folded');
		for (const line of text.replaceAll('\r\n ', '').split('\r\n'))
			assert.match(line, /^$|^(BEGIN|END):(VCALENDAR|VEVENT|VTIMEZONE|STANDARD)$|^(VERSION|PRODID|CALSCALE|METHOD|NAME|DESCRIPTION|X-WR-CALNAME|X-WR-CALDESC|X-WR-TIMEZONE|TZID|TZNAME|TZOFFSETFROM|TZOFFSETTO|UID|DTSTAMP|DTSTART|DTEND|SUMMARY|URL|TRANSP|CATEGORIES)[;:]/, 'a line of its own');
		const calendar = new ICAL.Component(ICAL.parse(text));
		for (const component of [calendar, ...calendar.getAllSubcomponents()])
			for (const property of component.getAllProperties())
				yield* property.getValues().map((value) => (property.type === 'unknown' ? String(value).replace(/\\([\\;,])/g, '$1') : String(value))); // X- is text too
	},
	'.txt': function* (bytes) { yield bytes.toString(); },
	'.css': function* () {},
};

// Reads the exports of a site; what was wrong, and by kind the fields that were seen.
function readExports(site, addresses) {
	const said = [], seen = new Map();
	for (const address of addresses) {
		const end = extname(address);
		try {
			for (const value of readers[end](readFileSync(join(site, address)))) {
				const marks = readMarks(value, taken);
				said.push(...marks.wrong.map((wrong) => `${address}: ${wrong}`));
				seen.set(end, new Set([...(seen.get(end) ?? []), ...marks.seen]));
			}
		} catch (error) {
			said.push(`${address}: ${error.message}`);
		}
	}
	return { said, seen };
}

test('every text reads in every export as it was put in', () => {
	const site = join(work, 'taken site'), files = [...filesBelow(site)].filter((file) => !file.endsWith('.html'));
	const known = files.filter((file) => readers[extname(file)]);
	assert.deepEqual(files.filter((file) => !known.includes(file)), ['_headers', 'headers/Caddyfile', 'headers/nginx.conf', 'manifest']);
	for (const file of ['_headers', 'headers/Caddyfile', 'headers/nginx.conf', 'manifest'])
		assert.doesNotMatch(readFileSync(join(site, file), 'utf8'), /§/, file);
	const { said, seen } = readExports(site, known), name = fields.indexOf('entity.name'), title = fields.indexOf('notice.title');
	assert.deepEqual(said.slice(0, 10), []);
	for (const end of ['.csv', '.xlsx', '.json', '.jsonl', '.atom'])
		assert.ok(seen.get(end).has(name), `${end}: no name of a company`);
	for (const end of ['.atom', '.ics'])
		assert.ok(seen.get(end).has(title) || seen.get(end).has(fields.indexOf('notice.deadlines[].what')), `${end}: nothing of a notice`);
});

// ---- the text of a notice, which is Markdown

// Where in Markdown a text stands; in a block of code it must read as it is.
const places = {
	'a paragraph': (text) => text, 'a heading': (text) => `## ${text}`, 'an item': (text) => `- 甲\n- ${text}`, 'a quotation': (text) => `> ${text}`,
	'a link': (text) => `[${text}](https://source.example/)`, 'an address': (text) => `[甲](${text})`, 'a bracketed address': (text) => `[甲](<${text}>)`,
	'a title': (text) => `[甲](https://source.example/ "${text}")`, 'an image': (text) => `![甲](${text})`, 'an alternative': (text) => `![${text}](../../../assets/style.css)`,
	'code': (text) => `甲\n\n\`\`\`${'`'.repeat(8)}\n${text}\n${'`'.repeat(11)}`,
};
// A text is refused in Markdown for one of these reasons alone.
const reasons = ['markdown-raw-html', 'markdown-link-scheme', 'markdown-image', 'markdown-directive', 'markdown-annex-absent'];
const inMarkdown = new Set('p h2 h3 h4 h5 h6 ul ol li blockquote pre code em strong hr br a img'.split(' '));

test('the text of a notice is Markdown and nothing else', async () => {
	const portal = join(work, 'bodies'), site = join(work, 'bodies site'), expected = [...written(), ...inMarkdown, 'a title', 'ol start', 'img alt', 'img title', 'img src', 'code class'];
	const notices = new Map(), field = fields.length;
	writeHostile(portal, schemas, 1, (path) => `绿源${fields.indexOf(path)}`, join(root, 'templates'));
	const folder = join(portal, 'content/notices/990100/2026');
	Object.entries(places).forEach(([place, say], p) => taken.forEach((text, t) => {
		const name = `body-${p}-${t}`;
		notices.set(`content/notices/990100/2026/${name}.md`, { place, text });
		writeFileSync(join(folder, `${name}.md`), `${JSON.stringify({ type: 'other', title: `绿源${p}之${t}`, issuers: ['990100-gxj'], signed: '2026-03-02', published: '2026-03-02 09:00' })}\n\n${
			say(place === 'code' ? marked(field, t) : text)}\n`);
	}));
	const odd = [];
	for (const f of check(portal).findings) {
		const notice = notices.get(f.file);
		if (!notice || !reasons.includes(f.rule))
			odd.push(`${f.file} ${f.rule} ${f.message}`);
		else
			notice.refused = [...(notice.refused ?? []), f.rule];
	}
	assert.deepEqual(odd.slice(0, 10), []);
	const passed = [...notices].filter(([, notice]) => !notice.refused);
	for (const [file, { place, text, refused: rules }] of notices) {
		// What is HTML to Markdown is refused, except where it is code; so is an address that runs.
		if (place === 'code')
			assert.equal(rules, undefined, `${file} ${text}`);
		if (place === 'a paragraph' && ['<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '<b>绿源', '<!-- 绿源 -->', '<?php echo 1 ?>', '<!DOCTYPE html>'].includes(text))
			assert.deepEqual(new Set(rules), new Set(['markdown-raw-html']), `${file} ${text}`);
		if (/address$/.test(place) && ['javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'javascript&#58;alert(1)', 'javascript&colon;alert(1)', '//evil.example/x', 'file:///etc/passwd', 'blob:null/x'].includes(text))
			assert.deepEqual(rules, ['markdown-link-scheme'], `${file} ${text}`);
		if (place === 'an image' && ['https://evil.example/', '//evil.example/x', 'about:blank'].includes(text))
			assert.deepEqual(rules, ['markdown-image'], `${file} ${text}`);
		if (rules)
			rmSync(join(portal, file));
	}
	assert.ok(passed.length > notices.size / 2 && passed.length < notices.size, `${passed.length} of ${notices.size}`);
	// A relative address that leads nowhere stops the build, and names the page.
	let stopped;
	for (let round = 0; round < 40; round++) {
		const run = spawnSync(luce, ['-C', portal, 'build', '--as-of', day, '-o', site], { encoding: 'utf8', maxBuffer: 1 << 28, env: { ...process.env, LANG: 'en_US.UTF-8', LUCE_LANG: 'en' } });
		if (run.status === 0) {
			stopped = false;
			break;
		}
		stopped = run.stderr;
		const names = new Set([...run.stderr.matchAll(/body-\d+-\d+/g)].map(([name]) => name));
		assert.ok(names.size, run.stderr.slice(0, 2000));
		for (const name of names)
			rmSync(join(folder, `${name}.md`), { force: true });
	}
	assert.equal(stopped, false);
	const pages = [...filesBelow(join(site, 'notice/990100/2026'), 'notice/990100/2026/')].filter((address) => address.endsWith('.html'));
	const anywhere = '^(https?|mailto|tel):', { said, seen } = await parsePages(site, pages, expected, anywhere);
	assert.deepEqual(said.slice(0, 10), []);
	assert.ok(pages.length > notices.size / 2, `${pages.length} pages`);
	assert.ok(seen.has(field));
	assert.deepEqual(await openPages(site, pages.filter((_, i) => i % 29 === 0), expected, anywhere), []);
});
