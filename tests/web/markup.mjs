// What is asked of the markup of every page, of whatever portal.

import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { HtmlValidate } from 'html-validate';

export const newValidator = () => new HtmlValidate({
	extends: ['html-validate:recommended'],
	rules: {
		'no-trailing-whitespace': 'off', // templates leave some; readers do not see it
		'long-title': 'off', // titles of notices are as long as they are
		'void-style': 'off', // SVG in HTML closes its elements
		'no-raw-characters': 'off', // what is written is escaped; a bare > is sound HTML
		'prefer-native-element': ['error', { exclude: ['region', 'img'] }], // tables that scroll; charts
	},
});

// The links within a site, and those that lead nowhere. texts: address -> HTML, of every page.
export function brokenLinks(site, texts) {
	const ids = new Map([...texts].map(([address, text]) =>
		[address, new Set([...text.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id))]));
	const broken = [], there = new Map();
	let links = 0;
	for (const [address, text] of texts)
		for (const [, , url] of text.matchAll(/\s(href|src)="([^"]*)"/g)) {
			if (/^https?:/.test(url))
				continue;
			const [path, anchor] = url.replaceAll('&amp;', '&').split('#');
			const to = path === '' ? address : posix.join(posix.dirname(address), decodeURIComponent(path));
			links++;
			if (!there.has(to))
				there.set(to, existsSync(join(site, to)));
			if (!there.get(to) || (anchor && !ids.get(to)?.has(decodeURIComponent(anchor))))
				broken.push(`${address} -> ${url}`);
		}
	return { links, broken };
}
