// The markup of whole portals. The demonstration: the validator finds no error on any page. The real national
// lists of batches 1 to 5 and 2021, imported and built: none on a sample of each kind of page, every link and
// anchor of every page leads somewhere, and the lists in the exports are as long as the sheets.
//
// LUCE, LUCE_SHARED (default ../../../shared): where the sheets are.

import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brokenLinks, newValidator } from './markup.mjs';
import { kinds } from './pages.mjs';
import { build, filesBelow, luce, root } from './site.mjs';

const lists = join(process.env.LUCE_SHARED ?? join(root, '../shared'), 'data/national-lists');
const skip = existsSync(lists) ? false : `the national lists are not at ${lists}`;
const batches = { 1: '2017-08-23', 2: '2018-02-11', 3: '2018-10-29', 4: '2019-09-02', 5: '2020-10-16', 2021: '2022-01-15' };
let work, site, texts;

before(() => {
	work = mkdtempSync(join(tmpdir(), 'luce-real-'));
	if (skip)
		return;
	mkdirSync(join(work, 'content'));
	for (const name of ['site.json', 'categories.json', 'calendar', 'regions'])
		cpSync(join(root, 'content', name), join(work, 'content', name), { recursive: true });
	cpSync(join(root, 'templates'), join(work, 'templates'), { recursive: true });
	for (const [batch, day] of Object.entries(batches))
		for (const [sheet, list] of [['factories', 'factory'], ['parks', 'park']])
			execFileSync(luce, ['-C', work, 'import', join(lists, `${sheet}.csv`), '--list', `000000/${list}`, '--action', 'enter', '--notice', `000000/${day.slice(0, 4)}/batch-${batch}`,
				'--where', `批次=${batch}`, '--set', `signed=${day}`, '--set', 'transcribed.source=工业和信息化部公布的绿色制造名单'], { stdio: 'pipe' });
	site = build(work, join(work, 'out'), '--as-of', '2026-09-30');
	texts = new Map([...filesBelow(site)].filter((file) => file.endsWith('.html')).map((file) => [file, readFileSync(join(site, file), 'utf8')]));
});

after(() => rmSync(work, { recursive: true, force: true }));

async function validate(validator, address, text, said) {
	const report = await validator.validateString(text, address);
	for (const result of report.results)
		said.push(...result.messages.map((m) => `${address}:${m.line}:${m.column}: ${m.message} [${m.ruleId}]`));
}

test('the validator finds no error on any page of the demonstration', async () => {
	const demo = build(root, join(work, 'demo'), '--as-of', '2026-09-30'), validator = newValidator(), said = [];
	const pages = [...filesBelow(demo)].filter((file) => file.endsWith('.html'));
	for (const address of pages)
		await validate(validator, address, readFileSync(join(demo, address), 'utf8'), said);
	assert.ok(pages.length > 800, `${pages.length} pages`);
	assert.deepEqual(said.slice(0, 20), []);
});

test('nor on some pages of each kind of the national lists', { skip }, async () => {
	const validator = newValidator(), said = [];
	let looked = 0;
	for (const kind of kinds) {
		const all = [...texts.keys()].filter((address) => kinds.find((one) => one.pattern.test(address)) === kind), step = Math.max(1, all.length / 8);
		for (let i = 0; i < Math.min(8, all.length); i++, looked++)
			await validate(validator, all[Math.floor(i * step)], texts.get(all[Math.floor(i * step)]), said);
	}
	assert.ok(looked > 50, `${looked} pages`);
	assert.deepEqual(said.slice(0, 20), []);
});

test('every link and anchor leads somewhere', { skip }, () => {
	const { links, broken } = brokenLinks(site, texts);
	assert.ok(links > 100000, `${links} links`);
	assert.deepEqual(broken.slice(0, 20), []);
});

test('the exports are as long as the sheets', { skip }, () => {
	for (const [list, count] of [['factory', 2783], ['park', 224]]) {
		assert.equal(JSON.parse(readFileSync(join(site, `nation/${list}/list.json`), 'utf8')).members.length, count);
		assert.equal(readFileSync(join(site, `nation/${list}/list.csv`), 'utf8').split('\r\n').length, count + 2);
	}
});
