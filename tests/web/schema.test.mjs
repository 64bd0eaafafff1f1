// The schemas are valid (draft 2020-12), and every record of the portal agrees with its own.

import test from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import Ajv2020 from 'ajv/dist/2020.js';

const content = join(dirname(fileURLToPath(import.meta.url)), '../../content');
const read = path => JSON.parse(readFileSync(path, 'utf8'));
const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: false });
const schemas = Object.fromEntries(readdirSync(join(content, '.schema')).map(name =>
	[name.replace('.json', ''), read(join(content, '.schema', name))]));

function filesBelow(folder) {
	return readdirSync(folder).filter(name => !name.startsWith('.')).flatMap(name => {
		const path = join(folder, name);
		return statSync(path).isDirectory() ? filesBelow(path) : [path];
	});
}

// The front matter of a notice is the JSON object before the first blank line.
function record(path) {
	return path.endsWith('.md') ? JSON.parse(readFileSync(path, 'utf8').split(/\n\n/)[0]) : read(path);
}

function kindOf(path) {
	const parts = path.slice(content.length + 1).split('/');
	if (parts.length === 1)
		return parts[0].replace('.json', '');
	return { calendar: 'calendar', regions: 'region', rules: 'rules', entities: 'entity', assessors: 'assessor',
		notices: parts.length !== 4 ? null : path.endsWith('.md') ? 'notice' : 'annexes' }[parts[0]];
}

for (const [name, schema] of Object.entries(schemas))
	test(`the schema of ${name} is valid`, () => {
		assert.ok(ajv.validateSchema(schema), JSON.stringify(ajv.errors));
		ajv.compile(schema);
	});

test('every record of the portal agrees with its schema', () => {
	let checked = 0;
	for (const path of filesBelow(content)) {
		const kind = kindOf(path);
		if (!kind)
			continue;
		const validate = ajv.getSchema(`urn:luce:${kind}`);
		assert.ok(validate(record(path)), `${path}: ${JSON.stringify(validate.errors)}`);
		checked++;
	}
	assert.ok(checked > 50, `${checked} records`);
});

test('a schema refuses what the loader refuses', () => {
	const validate = ajv.getSchema('urn:luce:entity');
	const sound = { id: '440400-0001', name: '示例', kind: 'enterprise', place: '440400' };
	assert.ok(validate(sound));
	for (const wrong of [{ ...sound, id: '440400' }, { ...sound, kind: 'planet' }, { ...sound, nam: 1 },
		{ ...sound, name: '' }, { ...sound, place: undefined, name: undefined }, { id: '440400-0001' }])
		assert.ok(!validate(JSON.parse(JSON.stringify(wrong))), JSON.stringify(wrong));
});

// LUCE is a path from the top of the repository.
const repository = join(content, '..');
const luce = (...words) => execFileSync(join(repository, process.env.LUCE ?? 'build/luce'),
	['-C', repository, ...words], { encoding: 'utf8', maxBuffer: 1 << 26 });

for (const [answer, words] of [
	['list-answer', ['list', '440300/factory', '--all', '--as-of', '2026-06-30', '--format', 'json']],
	['check-answer', ['check', '--format', 'json']]])
	test(`luce ${words[0]} answers as ${answer} says`, () => {
		const validate = ajv.compile(JSON.parse(luce('schema', answer)));
		const got = JSON.parse(luce(...words));
		assert.ok(validate(got), JSON.stringify(validate.errors?.slice(0, 3)));
		if (answer === 'list-answer') {
			assert.ok(got.members.length > 20);
			assert.ok(!validate({ ...got, members: [{ id: '440300-0001' }] }));
		}
	});
