/* Everything about one descriptor: its life so far, where its time went, every column grouped by what it is about, and what was found. */
import { el, svg, byId } from './dom.js';
import * as cells from './cells.js';
import * as findings from './findings.js';
import * as format from './format.js';
import * as meta from './meta.js';
import * as stacks from './stacks.js';

const drawer = byId('drawer');
let about = null;
let last = null;

/** Opens it for a descriptor, or closes it when it is open for that one. */
export function toggle(row) {
	if (row === undefined || isOpen() && about.fd === row.fd && about.conn === row.conn) {
		close();
		return;
	}
	about = { fd: row.fd, conn: row.conn };
	last = null;
	stacks.ask(about.fd, about.conn);
	drawer.hidden = false;
}

export function close() {
	about = null;
	drawer.hidden = true;
}

export const isOpen = () => about !== null;

/** Number of the descriptor that it is open for. */
export const fd = () => about.fd;

/** Draws the answer for that descriptor; when its connection is gone, what was last known of it. */
export function draw(answer) {
	const row = answer.fds.find(r => r.conn === about.conn);
	if (row !== undefined)
		last = { row, clockNs: answer.clock_ns };
	if (last === null)
		return;
	const scrolled = drawer.scrollTop;
	const focused = drawer.contains(document.activeElement);
	drawer.replaceChildren(head(last.row, row === undefined), ...sections(last.row, last.clockNs));
	drawer.scrollTop = scrolled;
	if (focused)
		drawer.querySelector('button').focus();
}

function head(row, gone) {
	const button = el('button', { class: 'close', 'aria-label': 'Close', title: 'Esc' }, '×');
	button.addEventListener('click', close);
	const ends = [row.local, row.remote].filter(Boolean).join(' → ');
	return el('header', {}, el('h2', {}, `fd ${row.fd}`, gone ? el('em', {}, ' closed; its last numbers') : ''), button,
		el('p', { class: 'ends' }, `${row.role} ${row.proto} ${ends}`));
}

function sections(row, clockNs) {
	const parts = [el('h3', {}, 'Life'), life(row, clockNs), facts(row, clockNs)];
	const found = findings.about(row);
	if (found.length)
		parts.push(el('h3', {}, 'Found'), ...found);
	if (stacks.frames().length)
		parts.push(el('h3', {}, 'Opened by'), el('ol', { class: 'stack' }, ...stacks.frames().map(frame => el('li', {}, frame))));
	for (const name of Object.keys(row).filter(n => n !== 'rates' && isParts(row[n])))
		parts.push(...bars(`I/O time, ${format.words(name)}`, Object.entries(row[name]).map(([part, ns]) => [format.words(part), ns, part])));
	parts.push(...bars('Time', meta.columns('fd').filter(c => c.unit === 'ns' && c.kind === 'sum').map(c => [cells.label('fd', c.name), row[c.name], c.help])));
	for (const [topic, columns] of topics())
		parts.push(el('h3', {}, topic), counters(row, columns));
	return parts;
}

/** A line from birth to now, with a mark at every stamp. */
function life(row, clockNs) {
	const stamps = Object.keys(row).filter(name => meta.isMoment(row, name, meta.field('fd', name)));
	const span = Math.max(1, clockNs - row.born_ns);
	const line = svg('svg', { viewBox: '0 0 100 8', role: 'img', preserveAspectRatio: 'none', class: 'life', 'aria-label': `open for ${format.time(span)}` },
		svg('line', { x1: 0, y1: 4, x2: 100, y2: 4 }));
	for (const name of stamps) {
		const x = Math.max(0, Math.min(100, 100 * (row[name] - row.born_ns) / span));
		line.append(svg('line', { x1: x, x2: x, y1: 0, y2: 8, class: 'mark' }, svg('title', {}, `${format.words(name)}: ${format.ago(row[name], clockNs)} ago`)));
	}
	return line;
}

/** What it is, in words: whatever is no column. */
function facts(row, clockNs) {
	const list = el('dl', { class: 'facts' });
	for (const name of Object.keys(row).filter(n => n !== 'rates' && n !== 'own' && !isParts(row[n]) && !meta.isColumn(meta.field('fd', n)))) {
		const stamp = meta.isStamp(meta.field('fd', name));
		if (stamp && !meta.isMoment(row, name, meta.field('fd', name)))
			continue;
		list.append(el('dt', { title: cells.help('fd', name) }, format.words(name)), el('dd', {}, cells.written('fd', row, name, false, clockNs) + (stamp ? ' ago' : '')));
	}
	return list;
}

/** Whether a value is a whole in its named parts, as the split of the I/O time is. */
const isParts = value => typeof value === 'object' && value !== null;

/** Times as bars of one scale: label, nanoseconds, help. Those that are zero are left out. */
function bars(title, all) {
	const times = all.filter(([, ns]) => ns > 0);
	const most = Math.max(...times.map(([, ns]) => ns));
	if (times.length === 0)
		return [];
	return [el('h3', {}, title), el('div', { class: 'times' }, ...times.flatMap(([label, ns, help]) => [
		el('span', { title: help }, label), el('meter', { min: 0, max: 1, value: ns / most, 'aria-label': label }), el('b', {}, format.time(ns))]))];
}

/** Columns by topic, in the order in which the topics first come; the single ones last. */
function topics() {
	const all = new Map();
	for (const column of meta.columns('fd'))
		all.set(column.topic, [...all.get(column.topic) ?? [], column]);
	const other = all.get('other');
	if (all.delete('other'))
		all.set('other', other);
	return all;
}

function counters(row, columns) {
	const lines = columns.map(c => el('tr', { class: row[c.name] === 0 ? 'zero' : '' },
		el('th', { scope: 'row', title: c.help }, cells.label('fd', c.name)),
		el('td', { class: 'number', title: cells.title('fd', row, c.name, false) }, format.value(c.unit, row[c.name])),
		el('td', { class: 'number' }, c.kind === 'sum' && row.rates ? `${format.value(c.unit, row.rates[c.name])}/s` : ''),
		el('td', { class: 'help' }, c.help)));
	return el('table', { class: 'counters' }, el('tbody', {}, ...lines));
}
