/* Small tables of anything the agent tells as rows: selectors, peers, engines, histograms, hooks. Sorted here. */
import { el, text } from './dom.js';
import * as cells from './cells.js';
import * as format from './format.js';
import * as meta from './meta.js';

const orders = new Map();

/** Draws rows of a section. `id` keeps the order that was chosen for it; `redraw` is called when that changes. */
export function draw(container, { id, section, rows, perSecond, clockNs, empty, redraw }) {
	if (rows.length === 0) {
		container.replaceChildren(el('p', { class: 'quiet' }, empty));
		return;
	}
	const names = namesOf(section, rows);
	const order = orders.get(id);
	const sorted = order ? [...rows].sort((a, b) => compare(section, a, b, order, perSecond)) : rows;
	if (container.dataset.list !== id + names.join())
		make(container, id, section, names, redraw);
	const table = container.querySelector('table');
	for (const th of table.tHead.rows[0].cells)
		th.toggleAttribute('aria-sort', false);
	if (order)
		table.tHead.rows[0].cells[names.indexOf(order.name)]?.setAttribute('aria-sort', order.down ? 'descending' : 'ascending');
	fill(table.tBodies[0], section, names, sorted, perSecond, clockNs);
}

/** Every name but counters that are zero in all rows. */
function namesOf(section, rows) {
	const names = new Set(rows.flatMap(row => Object.keys(row)));
	names.delete('rates');
	return [...names].filter(name => !meta.isColumn(meta.field(section, name)) || rows.some(row => row[name] !== 0));
}

function make(container, id, section, names, redraw) {
	container.dataset.list = id + names.join();
	const heads = names.map(name => {
		const button = el('button', {}, cells.label(section, name));
		button.addEventListener('click', () => {
			const before = orders.get(id);
			orders.set(id, { name, down: before?.name === name ? !before.down : isNumber(section, name) });
			redraw();
		});
		return el('th', { scope: 'col', title: cells.help(section, name), class: isNumber(section, name) ? 'number' : '' }, button);
	});
	container.replaceChildren(el('div', { class: 'wide' }, el('table', {}, el('thead', {}, el('tr', {}, ...heads)), el('tbody'))));
}

const isNumber = (section, name) => cells.isNumber(section, name) || name.endsWith('_ns') || name === 'count';

function compare(section, a, b, { name, down }, perSecond) {
	const [x, y] = [a, b].map(row => meta.isColumn(meta.field(section, name)) ? cells.worth(row, name, perSecond) : row[name]);
	const less = typeof x === 'string' ? x.localeCompare(y) : (x ?? -1) - (y ?? -1);
	return down ? -less : less;
}

function fill(body, section, names, rows, perSecond, clockNs) {
	while (body.rows.length > rows.length)
		body.lastChild.remove();
	while (body.rows.length < rows.length)
		body.append(el('tr', {}, ...names.map(name => el('td', { class: isNumber(section, name) ? 'number' : '' }))));
	rows.forEach((row, r) => names.forEach((name, i) => {
		const time = name.endsWith('_ns') && meta.field(section, name) === undefined;
		text(body.rows[r].cells[i], time ? format.value('ns', row[name]) : cells.written(section, row, name, perSecond, clockNs));
	}));
}
