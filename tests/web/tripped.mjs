// What a reader of a page would trip over. Runs in the page, so it must not use anything from outside.

export function trippedOver() {
	const said = [];
	const all = (selector) => [...document.querySelectorAll(selector)];
	const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;

	if (wide > 0)
		said.push(`wider than the screen by ${wide}px`);
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
		const columns = (table.tHead ?? table.tBodies[0]).rows[0].cells.length;
		if ([...table.tBodies[0].rows].some((row) => row.cells.length !== columns))
			said.push(`a row that has not ${columns} cells`);
		if (![...table.tBodies[0].rows].every((row) => [...row.cells].filter((cell) => cell.scope === 'row').length < 2))
			said.push('a row with two names');
	}
	for (const e of all('[aria-labelledby]'))
		if (!document.getElementById(e.getAttribute('aria-labelledby')))
			said.push(`aria-labelledby ${e.getAttribute('aria-labelledby')} names nothing`);
	for (const a of all('a'))
		if (!a.textContent.trim())
			said.push(`a link without text to ${a.getAttribute('href')}`);
	for (const list of all('main :is(ul, ol, dl)'))
		if (!list.children.length && list.checkVisibility() && list.getBoundingClientRect().height > 40)
			said.push('an empty list that takes room');
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
			const [a, b] = [light(rgb(e.ownerSVGElement ? style.fill : style.color)), light(ground(e))].sort((x, y) => y - x);
			const size = parseFloat(style.fontSize);
			const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
			if ((a + 0.05) / (b + 0.05) < (large ? 3 : 4.5))
				out.push(`faint text (${((a + 0.05) / (b + 0.05)).toFixed(1)}): ${e.textContent.trim().slice(0, 30)}`);
		}
		return out;
	}
}
