// What the portal gives to programs, read back by programs that others wrote: feeds, calendars,
// workbooks, the data package. The demonstration, and a small portal whose names were chosen to break
// out of each format.
//
// LUCE: the program (default ../../build/luce).

import test, { before, after } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { unzipSync, strFromU8 } from 'fflate';
import ICAL from 'ical.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const luce = process.env.LUCE ? resolve(process.env.LUCE) : join(root, 'build/luce');
const asOf = '2026-09-30'; // the demonstration's last notices are out
const base = 'https://lsmd.example.gov.cn/lists/';
let work, plain, based; // the demonstration without and with a base URL

before(() => {
	work = mkdtempSync(join(tmpdir(), 'luce-exports-'));
	plain = build(root, 'plain');
	based = build(root, 'based', '--base-url', base);
});

after(() => rmSync(work, { recursive: true, force: true }));

function build(portal, name, ...more) {
	const folder = join(work, name);
	execFileSync(luce, ['-C', portal, 'build', '-o', folder, '--as-of', asOf, ...more], { stdio: ['ignore', 'ignore', 'inherit'] });
	return { folder, addresses: readFileSync(join(folder, 'manifest'), 'utf8').split('\n').filter(line => line && line[0] !== '#').map(line => line.slice(66)) };
}

const text = (site, address) => readFileSync(join(site.folder, address), 'utf8');
const json = (site, address) => JSON.parse(text(site, address));
const ending = (site, end) => site.addresses.filter(address => address.endsWith(end));

// ---- XML

const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '@', trimValues: false, parseTagValue: false, parseAttributeValue: false,
	isArray: name => ['entry', 'link', 'url', 'sitemap', 'row', 'c', 'sheet'].includes(name) });

function xml(bytes, what) {
	const sound = XMLValidator.validate(bytes);
	assert.equal(sound, true, `${what}: ${JSON.stringify(sound)}`);
	return parser.parse(bytes);
}

const said = value => (typeof value === 'object' ? value['#text'] ?? '' : value);

function feed(site, address) {
	const f = xml(text(site, address), address).feed;
	assert.equal(f['@xmlns'], 'http://www.w3.org/2005/Atom', address);
	return { ...f, entry: f.entry ?? [], link: f.link ?? [] };
}

const urn = /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const time = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:00\+08:00$/;

function checkFeed(site, address) {
	const f = feed(site, address), ids = f.entry.map(e => said(e.id));
	for (const of of [f, ...f.entry]) {
		assert.match(said(of.id), urn, address);
		assert.match(said(of.updated), time, address);
		assert.ok(said(of.title).startsWith('【示例】'), `${address}: ${said(of.title)}`);
		assert.ok(said((of.author ?? f.author).name), address);
	}
	assert.equal(new Set([...ids, said(f.id)]).size, ids.length + 1, `${address}: an id stands twice`);
	assert.ok(f.entry.length <= 50 || address.startsWith('entity/'), `${address}: ${f.entry.length} entries`);
	const times = f.entry.map(e => Date.parse(said(e.updated)));
	assert.deepEqual(times, [...times].sort((a, b) => b - a), `${address}: not newest first`);
	if (times.length)
		assert.equal(Date.parse(said(f.updated)), times[0], address);
	for (const link of [...f.link, ...f.entry.flatMap(e => e.link ?? [])])
		checkLink(site, address, link['@href']);
	return f;
}

function checkLink(site, address, href) {
	const absolute = href.startsWith(base);
	assert.equal(absolute, site === based, `${address}: ${href}`);
	const to = absolute ? href.slice(base.length) : posix.join(posix.dirname(address), href);
	assert.ok(existsSync(join(site.folder, decodeURIComponent(to))), `${address} leads to ${href}`);
}

test('every feed is Atom, newest first, with ids of its own and links that lead somewhere', () => {
	const feeds = ending(plain, '.atom');
	assert.ok(feeds.length > 100, `${feeds.length} feeds`);
	for (const address of feeds)
		checkFeed(plain, address);
	for (const address of ending(based, '.atom')) {
		const f = checkFeed(based, address);
		assert.equal(f.link.find(link => link['@rel'] === 'self')['@href'], base + address);
	}
});

test('ids hold where the portal moves, and no feed shares one with another', () => {
	const all = new Set();
	for (const address of ending(plain, '.atom')) {
		const one = feed(plain, address), two = feed(based, address);
		assert.equal(said(one.id), said(two.id), address);
		assert.deepEqual(one.entry.map(e => said(e.id)), two.entry.map(e => said(e.id)), address);
		assert.ok(!all.has(said(one.id)), address);
		all.add(said(one.id));
	}
});

test('every list, region with notices and entity has its feed', () => {
	for (const list of ending(plain, '/list.json'))
		assert.ok(plain.addresses.includes(list.replace('list.json', 'feed.atom')), list);
	for (const index of ending(plain, '/notices/index.html'))
		for (const file of ['feed.atom', 'calendar.ics'])
			assert.ok(plain.addresses.includes(index.replace('notices/index.html', file)), index);
	for (const page of plain.addresses.filter(address => /^entity\/.*\.html$/.test(address)))
		assert.ok(plain.addresses.includes(page.replace('.html', '.atom')), page);
	assert.ok(feed(plain, 'removals/feed.atom').entry.length > 10);
});

// ---- calendars

function calendar(site, address) {
	const bytes = readFileSync(join(site.folder, address));
	for (const line of bytes.toString('latin1').split('\r\n'))
		assert.ok(line.length <= 75 && !line.includes('\n'), `${address}: ${line}`);
	return new ICAL.Component(ICAL.parse(bytes.toString('utf8')));
}

function checkCalendar(site, address) {
	const events = calendar(site, address).getAllSubcomponents('vevent'), uids = new Set();
	for (const component of events) {
		const event = new ICAL.Event(component), url = component.getFirstPropertyValue('url');
		assert.ok(event.startDate.isDate && event.endDate.isDate, `${address}: ${event.summary}`);
		assert.ok(event.endDate.compare(event.startDate) > 0, `${address}: ${event.summary}`);
		assert.ok(component.getFirstPropertyValue('dtstamp').zone === ICAL.Timezone.utcTimezone, address);
		assert.ok(event.summary.startsWith('【示例】'), event.summary);
		assert.ok(!uids.has(event.uid), `${address}: ${event.uid} stands twice`);
		uids.add(event.uid);
		assert.ok(site === based || url === null, address);
		if (url)
			checkLink(site, address, url);
	}
	return events.length;
}

test('every calendar is iCalendar with all-day events', () => {
	let n = 0;
	for (const site of [plain, based])
		for (const address of ending(site, '.ics'))
			n += checkCalendar(site, address);
	assert.ok(n > 100, `${n} events`);
});

test('a 公示 lasts from its first day to its last, which is the last to object', () => {
	const proposal = /"period": \{ "start": "([\d-]+)", "end": "([\d-]+)" \}/.exec(
		readFileSync(join(root, 'content/notices/440300/2025/proposal.md'), 'utf8'));
	const event = calendar(plain, 'guangdong/shenzhen/calendar.ics').getAllSubcomponents('vevent').map(c => new ICAL.Event(c))
		.find(e => e.startDate.toString() === proposal[1]);
	const [year, month, day] = proposal[2].split('-').map(Number);
	assert.ok(event.summary.includes(`异议截至${year}年${month}月${day}日`), event.summary);
	assert.equal(event.endDate.toJSDate() - event.startDate.toJSDate(), Date.parse(proposal[2]) - Date.parse(proposal[1]) + 86400000);
});

// ---- lists

function csv(site, address) {
	const bytes = text(site, address), rows = [[]];
	assert.equal(bytes[0], '\ufeff', address);
	for (const [, quoted, bare, end] of bytes.slice(1).matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
		rows.at(-1).push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
		if (end !== ',')
			rows.push([]);
	}
	const [header, ...body] = rows.slice(0, -1);
	return body.map(cells => {
		assert.equal(cells.length, header.length, `${address}: ${cells}`);
		return Object.fromEntries(cells.map((cell, i) => [header[i], cell]));
	});
}

// The sheets by name, each an array of rows of cells by their column's letter.
function workbook(site, address) {
	const parts = unzipSync(readFileSync(join(site.folder, address)));
	for (const [name, bytes] of Object.entries(parts))
		xml(strFromU8(bytes), `${address}: ${name}`);
	return Object.fromEntries(xml(strFromU8(parts['xl/workbook.xml'])).workbook.sheets.sheet.map((sheet, i) =>
		[sheet['@name'], xml(strFromU8(parts[`xl/worksheets/sheet${i + 1}.xml`])).worksheet.sheetData.row.map(row =>
			Object.fromEntries(row.c.map(c => {
				assert.equal(c.f, undefined, `${address}: a formula`);
				return [c['@r'].replace(/\d+/, ''), c['@t'] === 'inlineStr' ? decode(said(c.is.t)) : c.v];
			})))]));
}

// ECMA-376 22.9.2.19
const decode = cell => cell.replace(/_x([0-9a-fA-F]{4})_/g, (all, hex) => String.fromCharCode(parseInt(hex, 16)));

test('CSV, JSON and XLSX of a list have the same members in the same order', () => {
	for (const address of ending(plain, '/list.json')) {
		const list = json(plain, address), rows = csv(plain, address.replace('json', 'csv'));
		const book = workbook(plain, address.replace('json', 'xlsx'));
		assert.deepEqual(rows.map(row => row['标识']), list.members.map(m => m.id), address);
		assert.deepEqual(rows.map(row => row['名称']), list.members.map(m => m.name), address);
		assert.deepEqual(rows.map(row => row['列入日期']), list.members.map(m => m.entered), address);
		assert.deepEqual(book['名单（示例）'].slice(1).map(row => row.B), list.members.map(m => m.id), address);
		assert.deepEqual(book['名单（示例）'].slice(1).map(row => row.C), list.members.map(m => m.name), address);
		assert.deepEqual(book['曾列入（示例）'].slice(1).map(row => row.B), list.former.map(m => m.id), address);
		assert.ok(book['说明（示例）'].some(row => row.B === list.title.replace('【示例】', '')), address);
		for (const member of [...list.members, ...list.former])
			if (member.notice)
				checkLink(plain, address, member.notice.url);
	}
});

function replay(lines) {
	const list = new Map();
	for (const line of lines) {
		for (const { id } of line.removed)
			assert.ok(list.delete(id), `${line.day}: ${id} was not there`);
		for (const { id, ...state } of line.entered) {
			assert.ok(!list.has(id), `${line.day}: ${id} was there`);
			list.set(id, state);
		}
		for (const { id, from, to } of line.renamed) {
			assert.equal(list.get(id).name, from);
			list.get(id).name = to;
		}
		for (const { id, ...state } of line.altered)
			Object.assign(list.get(id), state);
	}
	return list;
}

test('the changes of a list, one day after the other, end in the list', () => {
	for (const address of ending(plain, '/changes.jsonl')) {
		const lines = text(plain, address).split('\n').slice(0, -1).map(line => JSON.parse(line));
		const list = json(plain, address.replace('changes.jsonl', 'list.json')), replayed = replay(lines);
		assert.deepEqual(lines.map(line => line.day), [...new Set(lines.map(line => line.day))].sort(), address);
		assert.deepEqual([...replayed.keys()].sort(), list.members.map(m => m.id).sort(), address);
		for (const member of list.members) {
			const state = replayed.get(member.id);
			assert.equal(state.name, member.name, address);
			assert.equal(state.place, member.place.code, address);
			assert.deepEqual(state.bases, [...new Set(member.bases.map(b => (b.kind === 'own' ? 'own' : b.list)))]
				.sort((a, b) => (b === 'own') - (a === 'own') || (a < b ? -1 : 1)), address);
		}
		for (const line of lines)
			for (const notice of line.notices)
				assert.ok(plain.addresses.includes(`notice/${notice}.html`), `${address}: ${notice}`);
	}
});

test('the data package has each file of each list, its size, its hash and the columns of the CSV', () => {
	for (const site of [plain, based]) {
		const { resources, ...about } = json(site, 'datapackage.json');
		assert.equal(about.homepage, site === based ? base : undefined);
		assert.ok(!('licenses' in about) && !('created' in about));
		assert.deepEqual(resources.map(r => r.path).sort(),
			site.addresses.filter(address => /\/(list\.(csv|json|xlsx)|changes\.jsonl)$/.test(address)).sort());
		assert.equal(new Set(resources.map(r => r.name)).size, resources.length);
		for (const r of resources) {
			const bytes = readFileSync(join(site.folder, r.path));
			assert.match(r.name, /^[-a-z0-9._]+$/);
			assert.equal(r.bytes, bytes.length, r.path);
			assert.equal(r.hash, `sha256:${createHash('sha256').update(bytes).digest('hex')}`, r.path);
			if (r.format === 'csv')
				assert.equal(bytes.toString('utf8').slice(1).split('\r\n')[0], r.schema.fields.map(field => field.name).join(','));
		}
	}
});

test('the sitemap has every page but the one for what is missing and those that moved', () => {
	assert.ok(!plain.addresses.some(address => address.startsWith('sitemap')));
	const parts = xml(text(based, 'sitemap.xml')).sitemapindex.sitemap.map(s => s.loc.slice(base.length));
	const pages = parts.flatMap(part => xml(text(based, part)).urlset.url.map(url => {
		assert.ok(url.loc.startsWith(base), url.loc);
		return decodeURIComponent(url.loc.slice(base.length));
	}));
	const moved = JSON.parse(readFileSync(join(root, 'content/redirects.json'), 'utf8')).redirects.map(r => r.from);
	assert.deepEqual(pages, ending(based, '.html').filter(address => address !== '404.html' && !moved.includes(address)).sort());
});

test('two builds give the same bytes', () => {
	const again = build(root, 'again');
	for (const address of plain.addresses)
		assert.ok(readFileSync(join(plain.folder, address)).equals(readFileSync(join(again.folder, address))), address);
});

// ---- names that were chosen to break out

const hostile = [
	'=1+1', '=cmd|\' /C calc\'!A0', '+1', '-1', '@SUM(A1:A9)', '＝1+1', '=HYPERLINK("http://x.example/","点")',
	'示例"有限公司', '示例,有限公司', '"示例"', '示例\'有限公司', '\'=1', '示例;有限公司', '示例\\有限公司', '示例\\n有限公司', '示例:有限公司',
	'<script>alert(1)</script>', '</title><script>alert(1)</script>', ']]>示例', '<![CDATA[示例', '<!-- 示例', '&amp;示例', '&#0;示例', '<?xml?>',
	'END:VEVENT示例', 'BEGIN:VALARM', '示例\\,甲', '_x0041_示例', '_x000D_示例', '${7*7}', '{{page.title}}', '{{{name}}}', '%3Cscript%3E',
	'","id":"x', '"}]}示例', '\\u003c示例', '__proto__', 'constructor', '../../etc/passwd', 'javascript:alert(1)', '示例'.repeat(60),
	'e\u0301示例', '𠮷野示例', '👩示例', '示例\u3000有限公司', '示例·有限公司', '# 示例', '| 示例 |', '[示例](http://x.example)', '<b>示例',
];

function writeHostile(portal) {
	const entities = join(portal, 'content/entities/990100'), notices = join(portal, 'content/notices/990100/2026');
	const id = i => `990100-${1000 + i}`;
	cpSync(join(root, 'tests/fixtures/base'), portal, { recursive: true });
	cpSync(join(root, 'templates'), join(portal, 'templates'), { recursive: true });
	mkdirSync(notices, { recursive: true });
	hostile.forEach((name, i) => writeFileSync(join(entities, `${id(i)}.json`),
		JSON.stringify({ id: id(i), name, kind: 'enterprise', place: '990101' })));
	writeFileSync(join(notices, 'hostile.md'), `${JSON.stringify({ type: 'list', title: hostile.slice(0, 40).join(' '), issuers: ['990100-gxj'],
		signed: '2026-01-12', published: '2026-01-12 09:00' })}\n\n现予公布。\n`);
	writeFileSync(join(notices, 'hostile.json'), JSON.stringify({ annexes: [{ no: 1, title: '名单', action: 'enter', list: '990100/factory',
		columns: [{ label: '名称', role: 'name' }, { label: '地区', role: 'place' }],
		rows: hostile.map((name, i) => ({ id: id(i), cells: [name, '东区'] })) }] }));
	writeFileSync(join(notices, 'call.md'), `${JSON.stringify({ type: 'call', title: hostile.slice(0, 40).join('；'), issuers: ['990100-gxj'],
		signed: '2026-01-05', published: '2026-01-05 09:00',
		deadlines: hostile.slice(0, 40).map(what => ({ what, day: '2026-03-20' })) })}\n\n请按要求申报。\n`);
}

test('no name breaks out of any format, and each is read back as it is', () => {
	const portal = join(work, 'hostile portal');
	writeHostile(portal);
	const site = build(portal, 'hostile', '--base-url', base);
	const [list] = ending(site, 'factory/list.json').filter(address => json(site, address).list === '990100/factory');
	const ours = row => Number((row.id ?? row['标识'] ?? row.B).slice(7)) >= 1000;

	assert.deepEqual(json(site, list).members.filter(ours).map(m => m.name), hostile);
	assert.deepEqual(csv(site, list.replace('json', 'csv')).filter(ours).map(row => row['名称']),
		hostile.map(name => (/^[=+\-@＝]/.test(name) ? `'${name}` : name)));
	assert.deepEqual(workbook(site, list.replace('json', 'xlsx'))['名单（示例）'].slice(1).filter(ours).map(row => row.C), hostile);
	const lines = text(site, list.replace('list.json', 'changes.jsonl')).split('\n').slice(0, -1).map(line => JSON.parse(line));
	assert.deepEqual(lines.find(line => line.day === '2026-01-12').entered.map(e => e.name), hostile);

	const titles = new Map(ending(site, '.atom').map(address => [address, feed(site, address)]));
	hostile.forEach((name, i) => {
		const f = titles.get(`entity/990100/1/${1000 + i}.atom`);
		assert.equal(said(f.title), `【示例】${name}`);
	});
	const events = calendar(site, list.replace('factory/list.json', 'calendar.ics')).getAllSubcomponents('vevent').map(c => new ICAL.Event(c));
	for (const what of hostile.slice(0, 40))
		assert.ok(events.some(e => e.summary.includes(`：${what}截止`)), what);
});
