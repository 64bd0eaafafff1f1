// A portal in which every field of every kind of record stands, made from the program's own schemas, so
// that a field that is new is filled without a word here. Free text comes from `text(path, i)`; what has a
// form is chosen among the things that the portal has, or `given` where that is not enough.

import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const kinds = ['site', 'categories', 'calendar', 'region', 'rules', 'entity', 'assessor', 'notice', 'annexes', 'withheld', 'redirects'];

export function readSchemas(luce) {
	return Object.fromEntries(kinds.map((kind) => [kind, JSON.parse(execFileSync(luce, ['schema', kind], { encoding: 'utf8' }))]));
}

// The paths of all strings of a schema, with their pattern.
export function stringsOf(schema, name) {
	const out = [];
	const walk = (node, path, seen) => {
		if (node.$ref) {
			const def = node.$ref.split('/').pop();
			return seen.includes(def) ? undefined : walk(schema.$defs[def], path, [...seen, def]);
		}
		if (node.type === 'string' && !node.enum)
			out.push({ path, pattern: node.pattern });
		for (const one of node.anyOf ?? [])
			walk(one, path, seen);
		for (const [key, value] of Object.entries(node.properties ?? {}))
			if (key !== '$schema')
				walk(value, `${path}.${key}`, seen);
		if (node.items)
			walk(node.items, `${path}[]`, seen);
	};
	walk(schema, name, []);
	return out;
}

// An instance of a schema with everything in it that `given` does not leave out: given[path] or given[key]
// is a value, or undefined for nothing.
function fill(schema, node, path, at) {
	const key = /[^.[\]]*(\[\])*$/.exec(path)[0].replaceAll('[]', '');
	for (const name of [path, key])
		if (Object.hasOwn(at.given, name))
			return at.given[name];
	if (node.$ref)
		return fill(schema, schema.$defs[node.$ref.split('/').pop()], path, at);
	if (node.enum)
		return node.enum[0];
	if (node.anyOf) // something or null
		return fill(schema, node.anyOf[0], path, at);
	if (node.type === 'string')
		return node.pattern ? at.known.find((known) => new RegExp(node.pattern, 'u').test(known)) : at.text(path);
	if (node.type === 'integer')
		return Math.max(node.minimum ?? 1, 1);
	if (node.type === 'boolean')
		return true;
	if (node.type === 'array')
		return [fill(schema, node.items, `${path}[]`, at)];
	return Object.fromEntries(Object.entries(node.properties ?? {}).filter(([name]) => name !== '$schema')
		.map(([name, property]) => [name, fill(schema, property, `${path}.${name}`, at)]).filter(([, value]) => value !== undefined));
}

export const day = '2026-03-20'; // in the middle of the 公示
const provinces = Array.from({ length: 4 }, (_, i) => `${99 - i}0000`);

// One city with its district, rules, companies, assessor and notices; `i` counts them.
function city(schemas, i, text) {
	const province = provinces[Math.floor(i / 98)], region = `${province.slice(0, 2)}${String((i % 98) + 1).padStart(2, '0')}00`;
	const authority = `${region}-gxj`, rules = `${region}-2024-1`, list = `${region}/factory`, assessor = `a${i}`;
	const entity = (n) => `${region}-000${n}`, notice = (name) => `${region}/2026/${name}`;
	const known = ['factory', '2026-01-05', '2026-01-05 09:00', region, rules, notice('rules'), list, entity(1), '03-15', 'https://source.example/', 'INELIGIBLE', 'C34', `${'0'.repeat(36)}${String(i).padStart(4, '0')}`];
	const make = (kind, given, i) => fill(schemas[kind], schemas[kind], kind, { known, given, text: (path) => text(path, i) });
	const files = {};
	const record = (path, value) => { files[path] = `${JSON.stringify(value, null, 1)}\n`; return value; };

	const place = record(`regions/${region}.json`, make('region', { code: region, level: 'city', slug: `p${province.slice(0, 2)}/c${i}`, parent: province, reports_to: province,
		from: undefined, until: undefined, successor: undefined, by: undefined, 'region.authorities[].id': authority,
		'region.authorities[].contacts': ['general', 'objection', 'report', 'discipline'].map((use) =>
			fill(schemas.region, schemas.region.$defs.contact, 'region.authorities[].contacts[]', { known, text: (path) => text(path, i), given: { use, expires: undefined } })) }, i));
	const terms = { region, 'rules.by': notice('rules'), effective: '2026-01-10', in_force_by: undefined, effective_latest: undefined, ended: undefined, rests_on: undefined, same_as: rules, level: 'city', levels: ['city'], category: 'factory',
		categories: ['factory'], authorities: [authority], from: undefined, until: undefined, status: undefined, confidence: undefined, secondary: undefined, platforms: ['https://system.example/'] };
	record(`rules/${rules}.json`, make('rules', { ...terms, 'rules.includes[].level': 'nation', 'rules.includes[].categories': ['factory'], 'rules.prerequisites[].level': 'province', 'rules.prerequisites[].needs': 'city' }, i));

	const companies = [1, 2, 3, 4].map((n) => record(`entities/${region}/${entity(n)}.json`,
		{ ...make('entity', { id: entity(n), kind: 'enterprise', place: region, uscc: undefined, uscc_override: undefined, in_park: undefined, parent: undefined, registered_at: undefined, produces_at: undefined, name: `${text('entity.name', i)}${'甲乙丙丁'[n - 1]}` }, i),
			...(n === 1 ? { uscc: '91350203M0001QAY9B', uscc_override: make('entity', {}, i).uscc_override } : {}) }));
	const judge = record(`assessors/${assessor}.json`, make('assessor', { id: assessor, uscc: '91350203M0001QAY9B', 'assessor.representatives[].from': undefined, 'assessor.representatives[].until': undefined }, i));

	const row = (...given) => Object.assign({}, ...given);
	const cell = (n) => text(`annexes.annexes[].rows[].cells[]`, i);
	const columns = ['no', 'name', 'place', 'industry', 'assessor', 'rank', 'note'].map((role) => ({ label: `${text('annexes.annexes[].columns[].label', i)}${role}`, role }));
	const annex = (no, action, rows, more = {}) => ({ no, title: text('annexes.annexes[].title', i), action, list, columns, rows, ...more });
	// Of the n-th company, as the row `no` of its annex.
	const printed = (n, no = 1) => ({ id: entity(n), cells: [String(no), companies[n - 1].name, place.name, companies[n - 1].industry ?? '', judge.name, String(n), cell(n)] });
	// What a row may carry besides what it must.
	const said = Object.fromEntries(['article', 'decision', 'basis'].map((key) => [key, text(`annexes.annexes[].rows[].${key}`, i)]));

	let numbers = 0;
	const write = (name, type, given, annexes) => {
		// A number has a form; only a copy may show someone else's slip.
		const all = { type, number: `市工${region}〔2026〕${++numbers}号`, issuers: [authority], year: 2026, counts: undefined, draft: undefined, overrides: undefined, transcribed: undefined, effective: undefined, follows: undefined, period: undefined,
			waive: undefined, attachments: undefined, basis: [rules], expires: undefined, 'notice.contact.use': 'objection', 'notice.deadlines[].day': '2026-04-30', ...given };
		const front = make('notice', all, i);
		files[`notices/${notice(name)}.md`] = `${JSON.stringify(front, null, 1)}\n\n正文。\n${(annexes ?? []).map((a) => `\n{{annex ${a.no}}}\n`).join('')}`;
		if (annexes)
			record(`notices/${notice(name)}.json`, { annexes });
		return front;
	};
	const on = (date) => ({ signed: date, published: `${date} 09:00` });

	write('rules', 'rules', on('2026-01-05'));
	write('call', 'call', { ...on('2026-01-12'), overrides: make('notice', { ...terms, 'notice.overrides.includes[].level': 'nation', 'notice.overrides.prerequisites[].level': 'province',
		'notice.overrides.prerequisites[].needs': 'city' }, i).overrides });
	write('cultivation', 'cultivation', on('2026-01-13'), [annex(1, 'take_in', [row(printed(4), { until: '2027-01-12' })])]);
	write('proposed', 'proposal', { ...on('2026-01-19'), period: { start: '2026-01-19', end: '2026-01-28' } }, [annex(1, 'propose', [1, 2, 3, 4].map((n) => printed(n, n)))]);
	write('list', 'list', { ...on('2026-02-02'), follows: notice('proposed'), waive: make('notice', { 'notice.waive[].rule': 'absence-unexplained' }, i).waive, attachments: [fill(schemas.notice, schemas.notice.$defs.attachment, 'notice.attachments[]', { known, text: (path) => text(path, i),
		given: { file: 'list.txt', sha256: createHash('sha256').update('附件').digest('hex') } })] }, [annex(1, 'enter', [row(printed(1), { assessor }), row(printed(2, 2)), row(printed(3, 3))])]);
	files[`notices/${notice('list')}/list.txt`] = '附件';
	write('copy', 'other', { ...on('2026-02-03'), number: text('notice.number', i), transcribed: make('notice', {}, i).transcribed });
	write('proposal', 'proposal', { ...on('2026-03-16'), period: { start: '2026-03-16', end: '2026-04-03' } }, [annex(1, 'propose', [row(printed(4))])]);
	const renamed = `${text('entity.name', i)}新`, former = { label: `${columns[1].label}旧`, role: 'former' };
	write('change', 'change', on('2026-02-10'), [
		{ ...annex(1, 'rename', [{ id: entity(2), cells: [companies[1].name, renamed], ...said }]), columns: [former, columns[1]] },
		annex(2, 'alter', [row(printed(3), said, { industry: text('annexes.annexes[].rows[].industry', i), boundary: text('annexes.annexes[].rows[].boundary', i) })]),
	]);
	write('removal', 'removal', on('2026-02-20'), [annex(1, 'remove', [row(printed(3), said, { ground: 'INELIGIBLE', until: '2027-02-19' })])]);
	write('review', 'review', on('2026-02-23'), [annex(1, 'rectify', [row(printed(1), said, { until: '2026-02-24' })])]);
	write('sanction', 'sanction', on('2026-02-24'), [{ ...annex(1, 'bar', [{ id: assessor, cells: [judge.name, cell(1)], until: '2026-03-15', ...said, scope: text('annexes.annexes[].rows[].scope', i) }]),
		columns: [columns[4], columns[6]], list: undefined }]);
	const target = { notice: notice('list'), annex: 1, id: entity(1) };
	write('correction', 'correction', on('2026-02-25'), [
		{ ...annex(1, 'correct', [{ cells: [columns[6].label], ...said, target, column: columns[6].label, old: printed(1).cells[6], new: `${text('annexes.annexes[].rows[].new', i)}` }]), columns: [columns[6]] },
		{ ...annex(2, 'revoke', [{ cells: [companies[2].name], ...said, from: '2026-02-25', target: { notice: notice('removal'), annex: 1, id: entity(3) } }]), columns: [columns[1]] },
	]);
	return files;
}

// Writes the portal. text(path, i) is what stands at `path` of the i-th record of its kind.
export function writeHostile(folder, schemas, count, text, templates) {
	const files = {};
	const put = (path, value) => { files[path] = `${JSON.stringify(value, null, 1)}\n`; };
	const plainly = (kind, given, i = 0) => fill(schemas[kind], schemas[kind], kind, { given, known: ['https://source.example/'], text: (path) => text(path, i) });

	for (const [path, value] of Object.entries(singles(schemas, (path) => text(path, 0))))
		put(path, value);
	put('regions/000000.json', { code: '000000', level: 'nation', name: '国家', slug: 'nation', authorities: [{ id: '000000-gxb', name: '国家主管部门', lead: true, contacts: [] }] });
	for (const code of provinces)
		put(`regions/${code}.json`, { code, level: 'province', name: `省${code}`, slug: `p${code.slice(0, 2)}`, parent: '000000', authorities: [] });
	put('redirects.json', { redirects: Array.from({ length: count }, (_, i) => plainly('redirects', { from: undefined, to: undefined, on: undefined }, i).redirects[0]).map((r, i) => ({ ...r, from: `old/n${i}.html`, to: i % 2 ? undefined : 'index.html', on: '2026-01-05' })) });
	put('withheld.json', { withheld: Array.from({ length: count }, (_, i) => ({ ...plainly('withheld', { object: i.toString(16).padStart(40, '0'), on: '2026-01-05' }, i).withheld[0] })) });
	for (let i = 0; i < count; i++)
		Object.assign(files, city(schemas, i, text));
	for (const [path, bytes] of Object.entries(files)) {
		mkdirSync(dirname(join(folder, 'content', path)), { recursive: true });
		writeFileSync(join(folder, 'content', path), bytes);
	}
	if (templates)
		cpSync(templates, join(folder, 'templates'), { recursive: true });
}

// The records of which there is one: the portal's own.
export function writeSingle(folder, schemas, text) {
	for (const [path, value] of Object.entries(singles(schemas, text)))
		writeFileSync(join(folder, 'content', path), `${JSON.stringify(value, null, 1)}\n`);
}

function singles(schemas, text) {
	const make = (kind, given) => fill(schemas[kind], schemas[kind], kind, { given, known: ['https://source.example/'], text });
	return {
		'site.json': make('site', { base_url: 'https://portal.example/', status: 'official', site_code: '9900000001', registrar: undefined, loss_share: 100, language: 'zh' }),
		'categories.json': { categories: [{ ...make('categories', {}).categories[0], code: 'factory', kind: 'enterprise' }] },
		'calendar/2026.json': make('calendar', { year: 2026, holidays: ['2026-01-01'], workdays: ['2026-01-04'], retrieved: undefined, issued: undefined }),
	};
}
