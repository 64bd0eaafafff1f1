// What `luce check --format sarif` writes is SARIF 2.1.0 (OASIS Standard, 27 March 2020): the members
// that the standard requires of those that are used, their types and values; and the catalogue that
// `luce check --rules` prints agrees with its own schema.
//
// LUCE: the program (default ../../build/luce).

import test, { before, after } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import Ajv2020 from 'ajv/dist/2020.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const luce = process.env.LUCE ? resolve(process.env.LUCE) : join(root, 'build/luce');
const level = { enum: ['none', 'note', 'warning', 'error'] };
const message = { type: 'object', required: ['text'], properties: { text: { type: 'string', minLength: 1 } }, additionalProperties: false };
const closed = (required, properties) => ({ type: 'object', required, properties, additionalProperties: false });
const sarif = closed(['version', 'runs'], { // 3.13
	$schema: { type: 'string' },
	version: { const: '2.1.0' },
	runs: { type: 'array', items: closed(['tool', 'results'], { // 3.14
		language: { enum: ['zh', 'en'] },
		columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
		tool: closed(['driver'], { driver: closed(['name'], { // 3.18, 3.19
			name: { type: 'string' },
			version: { type: 'string' },
			rules: { type: 'array', uniqueItems: true, items: closed(['id'], { // 3.49
				id: { type: 'string' },
				shortDescription: message,
				defaultConfiguration: closed([], { level }), // 3.50
			}) },
		}) }),
		results: { type: 'array', items: closed(['message'], { // 3.27
			ruleId: { type: 'string' },
			ruleIndex: { type: 'integer', minimum: 0 },
			level,
			message,
			locations: { type: 'array', items: closed([], { // 3.28, 3.29
				physicalLocation: closed(['artifactLocation'], {
					artifactLocation: closed(['uri'], { uri: { type: 'string', pattern: '^[^/][!-~]*$' }, uriBaseId: { type: 'string' } }), // 3.4
					region: closed(['startLine'], { startLine: { type: 'integer', minimum: 1 }, startColumn: { type: 'integer', minimum: 1 } }), // 3.30
				}),
			}) },
			suppressions: { type: 'array', uniqueItems: true, items: closed(['kind'], { // 3.35
				kind: { enum: ['inSource', 'external'] },
				status: { enum: ['accepted', 'underReview', 'rejected'] },
				justification: { type: 'string' },
			}) },
			properties: { type: 'object' },
		}) },
	}) },
});
const ajv = new Ajv2020({ allErrors: true });
const validate = ajv.compile(sarif);
let work;

before(() => {
	work = mkdtempSync(join(tmpdir(), 'luce-sarif-'));
	cpSync(join(root, 'tests/fixtures/base/content'), join(work, 'content'), { recursive: true });
	const path = join(work, 'content/notices/990100/2025/factory-list.md');
	// one finding that stands, and one that is waived
	writeFileSync(path, readFileSync(path, 'utf8').replace('"published": "2025-08-11', '"published": "2025-08-10')
		.replace('{ "enter": { "factory": 2 } }', '{ "enter": { "factory": 9 } },\n  "waive": [ { "rule": "count", "reason": "原文如此", "document": "示例会议纪要" } ]'));
});

after(() => rmSync(work, { recursive: true, force: true }));

function check(folder, language) {
	const { stdout, status } = spawnSync(luce, ['-C', folder, 'check', '--format', 'sarif'], { encoding: 'utf8', env: { ...process.env, LUCE_LANG: language } });
	return { log: JSON.parse(stdout), status };
}

for (const language of ['zh', 'en'])
	test(`a portal with errors is a valid log (${language})`, () => {
		const { log, status } = check(work, language);
		assert.equal(status, 1);
		assert.ok(validate(log), JSON.stringify(validate.errors));
		const [run] = log.runs;
		for (const result of run.results)
			assert.equal(run.tool.driver.rules[result.ruleIndex].id, result.ruleId);
		const signed = run.results.find(result => result.ruleId === 'signed-after-published');
		assert.equal(signed.level, 'error');
		assert.deepEqual(signed.suppressions, []);
		assert.deepEqual(signed.locations[0].physicalLocation, {
			artifactLocation: { uri: 'content/notices/990100/2025/factory-list.md', uriBaseId: '%SRCROOT%' },
			region: { startLine: 5, startColumn: 13 },
		});
		const count = run.results.find(result => result.ruleId === 'count');
		assert.match(count.suppressions[0].justification, /原文如此/);
	});

test('the demonstration is a valid log, and cites articles', () => {
	const { log, status } = check(root, 'zh');
	assert.equal(status, 0);
	assert.ok(validate(log), JSON.stringify(validate.errors));
	assert.ok(log.runs[0].results.some(result => /第.+条/.test(result.properties?.article)));
});

test('the schema refuses what the standard refuses', () => {
	const { log } = check(work, 'en');
	for (const spoil of [l => { l.version = '2.0.0'; }, l => { delete l.runs[0].tool.driver.name; },
		l => { l.runs[0].results[0].level = 'fatal'; }, l => { l.runs[0].results[0].locations[0].physicalLocation.region.startLine = 0; }]) {
		const wrong = structuredClone(log);
		spoil(wrong);
		assert.ok(!validate(wrong));
	}
});

for (const args of [['check', '--rules', '--format', 'json'], ['check', '--format', 'json']])
	test(`luce ${args.join(' ')} agrees with its schema`, () => {
		const schema = JSON.parse(execFileSync(luce, ['schema', args.includes('--rules') ? 'check-rules' : 'check-answer'], { encoding: 'utf8' }));
		const answer = JSON.parse(spawnSync(luce, ['-C', work, ...args], { encoding: 'utf8' }).stdout);
		const agrees = new Ajv2020({ allErrors: true, strict: true }).compile(schema);
		assert.ok(agrees(answer), JSON.stringify(agrees.errors));
	});
