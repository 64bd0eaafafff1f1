// What `luce diff` says, read by programs that others wrote: daff makes the one list of the other by
// the CSV, the JSON agrees with its schema, the page is sound HTML. A repository of its own, whose names
// were chosen to break out of each format.
//
// LUCE: the program (default ../../build/luce).

import test, { before, after } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import Ajv2020 from 'ajv/dist/2020.js';
import daff from 'daff';
import { HtmlValidate } from 'html-validate';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const luce = process.env.LUCE ? resolve(process.env.LUCE) : join(root, 'build/luce');
const list = '990100/factory';
let work;

const hostile = ['=cmd|示例', '示例->二厂-->', '"引号",逗号', '<b>示例</b> & 厂', '@@示例', '---', 'NULL示例', '-2+3', '示例 - ', '名→称'];

const run = (...args) => execFileSync(luce, ['-C', work, ...args], { encoding: 'utf8', env: { ...process.env, LUCE_LANG: 'en' } });

function git(when, ...args) {
	const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', GIT_AUTHOR_NAME: 't', GIT_AUTHOR_EMAIL: 't@example.org',
		GIT_COMMITTER_NAME: 't', GIT_COMMITTER_EMAIL: 't@example.org', GIT_AUTHOR_DATE: when, GIT_COMMITTER_DATE: when };
	execFileSync('git', ['-C', work, ...args], { env, stdio: 'ignore' });
}

function commit(day) {
	git(`${day}T12:00:00+08:00`, 'add', '-A');
	git(`${day}T12:00:00+08:00`, 'commit', '-qm', day);
	git(`${day}T12:00:00+08:00`, 'tag', `at-${day}`);
}

const write = (path, text) => {
	mkdirSync(dirname(join(work, path)), { recursive: true });
	writeFileSync(join(work, path), text);
};

function notice(name, day, annexes) {
	const path = `content/notices/990100/2026/${name}`;
	write(`${path}.md`, `${JSON.stringify({ type: 'list', title: `示例 ${name}`, issuers: ['990100-gxj'], signed: day, published: `${day} 09:00` })}\n`);
	write(`${path}.json`, JSON.stringify({ annexes }));
}

const id = i => `990100-${1000 + i}`;
const name = { label: '名称', role: 'name' };

before(() => {
	work = mkdtempSync(join(tmpdir(), 'luce-diff-'));
	cpSync(join(root, 'tests/fixtures/base'), work, { recursive: true });
	cpSync(join(root, 'templates'), join(work, 'templates'), { recursive: true });
	git('2025-12-01T12:00:00+08:00', 'init', '-q', '-b', 'main');
	hostile.forEach((text, i) => write(`content/entities/990100/${id(i)}.json`,
		JSON.stringify({ id: id(i), name: text, kind: 'enterprise', place: i % 2 ? '990101' : '990102' })));
	notice('one', '2026-01-10', [{ no: 1, title: '名单', action: 'enter', list, columns: [name],
		rows: hostile.slice(0, 7).map((text, i) => ({ id: id(i), cells: [text] })) }]);
	commit('2026-01-11');
	notice('two', '2026-02-10', [
		{ no: 1, title: '移出', action: 'remove', list, columns: [name], rows: [0, 2].map(i => ({ id: id(i), cells: [hostile[i]], ground: 'INELIGIBLE' })) },
		{ no: 2, title: '更名', action: 'rename', columns: [{ label: '原名称', role: 'former' }, name],
			rows: [1, 3, 5].map((i, k) => ({ id: id(i), cells: [hostile[i], hostile[7 + k]] })) },
		{ no: 3, title: '名单', action: 'enter', list, columns: [name], rows: [7].map(i => ({ id: id(i), cells: [hostile[i]] })) },
	]);
	commit('2026-02-11');
});

after(() => rmSync(work, { recursive: true, force: true }));

// ---- CSV

function table(csv) {
	const t = new daff.TableView([]);
	new daff.Csv().parseTable(csv, t);
	return t;
}

const rows = t => t.getData().map(row => row.map(String).join('\t'));
const body = t => rows(t).slice(1).sort();

function patches(was, is, diff) {
	const t = table(was);
	assert.ok(new daff.HighlightPatch(t, table(diff)).apply());
	assert.deepEqual(body(t), body(table(is)));
	assert.deepEqual(rows(t)[0], rows(table(is))[0]);
}

const members = (...args) => run('list', list, '--format', 'csv', ...args);
const changes = (...args) => run('diff', ...args, list, '--format', 'csv');

test('daff makes the later list of the earlier, by revisions and by days', () => {
	const asOf = ['--as-of', '2026-03-01'];
	const [was, is] = ['at-2026-01-11', 'at-2026-02-11'].map(at => members('--at', at, ...asOf));
	assert.notEqual(was, is);
	patches(was, is, changes('at-2026-01-11..at-2026-02-11', ...asOf));
	patches(is, was, changes('at-2026-02-11..at-2026-01-11', ...asOf));
	patches(members('--as-of', '2026-01-09'), members('--as-of', '2026-03-01'), changes('--from', '2026-01-09', '--to', '2026-03-01'));
	patches(members('--as-of', '2026-02-09'), members('--as-of', '2026-02-10'), changes('--from', '2026-02-09', '--to', '2026-02-10'));
});

test('daff finds the same rows changed', () => {
	const day = d => table(members('--as-of', d));
	const flags = new daff.CompareFlags();
	flags.unchanged_context = 0;
	flags.ordered = false;
	flags.addPrimaryKey('id');
	const found = new daff.TableView([]);
	new daff.TableDiff(daff.compareTables(day('2026-02-09'), day('2026-02-10'), flags).align(), flags).hilite(found);
	const acts = t => t.getData().filter(row => row[0] !== '...' && row[0] !== '').map(row => `${String(row[0]).replace(/^-+>$/, '->')} ${row[1]}`).sort();
	assert.deepEqual(acts(table(changes('--from', '2026-02-09', '--to', '2026-02-10'))), acts(found));
});

test('a diff of nothing is a header', () => {
	assert.equal(changes('--from', '2026-02-10', '--to', '2026-02-10').split('\n').length, 2);
});

// ---- JSON

test('the JSON agrees with its schema', () => {
	const validate = new Ajv2020({ allErrors: true, strict: true }).compile(JSON.parse(run('schema', 'diff-answer')));
	const check = answer => assert.ok(validate(answer), JSON.stringify(validate.errors));
	const answer = JSON.parse(run('diff', 'at-2026-01-11..at-2026-02-11', '--as-of', '2026-03-01', '--format', 'json'));
	check(answer);
	assert.equal(answer.lists.length, 1);
	assert.deepEqual(answer.lists[0].removed.map(m => [m.id, m.ground]), [[id(0), 'INELIGIBLE'], [id(2), 'INELIGIBLE']]);
	assert.deepEqual(answer.lists[0].renamed.map(m => [m.from, m.to]), [1, 3, 5].map((i, k) => [hostile[i], hostile[7 + k]]));
	assert.deepEqual(answer.lists[0].entered.map(m => m.name), [hostile[7]]);
	assert.deepEqual(answer.notices.added.map(n => n.id), ['990100/2026/two']);
	check(JSON.parse(run('diff', 'at-2026-02-11..at-2026-01-11', '--as-of', '2026-03-01', '--format', 'json')));
	check(JSON.parse(execFileSync(luce, ['-C', root, 'diff', '--from', '2020-01-01', '--to', '2026-12-31', '--format', 'json'], { encoding: 'utf8', maxBuffer: 1 << 26 })));
	answer.lists[0].removed[0].nam = 1;
	assert.ok(!validate(answer));
});

// ---- HTML

test('the page is sound, and names stay text', async () => {
	const page = run('diff', 'at-2026-01-11..at-2026-02-11', '--as-of', '2026-03-01', '--format', 'html');
	const report = await new HtmlValidate({ extends: ['html-validate:standard'], rules: { 'no-inline-style': 'off', 'require-csp-nonce': 'off', 'void-style': 'off' } }).validateString(page);
	assert.ok(report.valid, JSON.stringify(report.results.flatMap(r => r.messages.map(m => `${m.ruleId} ${m.line}: ${m.message}`))));
	assert.ok(page.includes('&lt;b&gt;示例&lt;/b&gt; &amp; 厂'));
	assert.ok(!page.includes('<b>'));
	assert.ok(!/<script|href=|src=/.test(page));
});
