// What the tests of a built portal share: the program, a build, its files, Chromium.
//
// LUCE: the program (default ../../build/luce); CHROMIUM (default /usr/bin/chromium).

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
export const luce = process.env.LUCE ? resolve(process.env.LUCE) : join(root, 'build/luce');

export function build(portal, folder, ...more) {
	execFileSync(luce, ['-C', portal, 'build', '-o', folder, ...more], { stdio: ['ignore', 'ignore', 'pipe'] });
	return folder;
}

// The addresses of a site's files, in order; what is the build's own (.luce) is none.
export function* filesBelow(folder, prefix = '') {
	for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
		if (entry.name.startsWith('.'))
			continue;
		if (entry.isDirectory())
			yield* filesBelow(join(folder, entry.name), `${prefix}${entry.name}/`);
		else
			yield prefix + entry.name;
	}
}

// Chromium with a profile of its own; close() takes both away.
export async function openBrowser(options = {}) {
	const profile = mkdtempSync(join(tmpdir(), 'luce-chromium-'));
	const context = await chromium.launchPersistentContext(profile, {
		executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
		headless: true,
		args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
			'--disable-component-update', '--disable-sync'],
		...options,
	});
	return {
		context,
		close: async () => {
			await context.close();
			rmSync(profile, { recursive: true, force: true });
		},
	};
}
