/* The table of descriptors. Only the rows in sight exist: the agent sorts, filters and gives a window; a row of space above and one
 * below stand for the others, so the scroll bar is true. */
import { el, byId, text, attribute } from './dom.js';
import * as cells from './cells.js';
import * as history from './history.js';
import * as meta from './meta.js';

const ROW = 26;
const BEYOND = 20;
/** Shown first, where the agent has them. A preference and no list: the columns are the agent's, everything else is in the drawer. */
const FIRST = ['fd', 'role', 'proto', 'remote', 'local', 'engine', 'model', 'reported_ns', 'born_ns'];
const HEADS = { reported_ns: 'unread for', born_ns: 'age', remote: 'peer' };
const WIDTHS = { fd: 60, model: 130, remote: 190, local: 190 };

const scroll = byId('scroll');
const head = byId('table').tHead.rows[0];
const body = byId('table').tBodies[0];
const above = el('tr', { 'aria-hidden': 'true', class: 'space' });
const below = el('tr', { 'aria-hidden': 'true', class: 'space' });
body.append(above, below);

let shown = [];
let answer = { fds: [], matched: 0, clock_ns: 0 };
let offset = 0;
let view;
let selected = 0;
let followed = null;

/** `view`: sort, reverse, rate, all; `changed` asks for another window or order, `opened` for a descriptor's drawer. */
export function start(state, { changed, opened }) {
	view = state;
	let asked = false;
	scroll.addEventListener('scroll', () => {
		if (asked)
			return;
		asked = true;
		requestAnimationFrame(() => {
			asked = false;
			draw();
			if (!isLoaded())
				changed();
		});
	});
	head.addEventListener('click', event => {
		const key = event.target.closest('button')?.dataset.key;
		if (key !== undefined)
			changed(key);
	});
	body.addEventListener('click', event => {
		const row = event.target.closest('tr.fd');
		if (row?.dataset.index) {
			select(Number(row.dataset.index));
			opened();
		}
	});
	new ResizeObserver(() => draw()).observe(scroll);
}

const first = () => Math.floor(scroll.scrollTop / ROW);
const inSight = () => Math.ceil(scroll.clientHeight / ROW) + 1;
const isLoaded = () => first() >= offset && Math.min(first() + inSight(), answer.matched) <= offset + answer.fds.length;

/** Which rows to ask for: those in sight and some beyond. */
export function windowWanted() {
	const from = Math.max(0, first() - BEYOND);
	return { offset: from, limit: inSight() + 2 * BEYOND };
}

/** Takes an answer, with `rates` in each row, that began at that offset. */
export function show(next, from) {
	answer = next;
	offset = from;
	const at = answer.fds.findIndex(row => isFollowed(row));
	if (at >= 0)
		selected = offset + at;
	selected = Math.max(0, Math.min(selected, answer.matched - 1));
	columns();
	draw();
}

const isFollowed = row => followed !== null && row.fd === followed.fd && row.conn === followed.conn;

/** The columns that are not zero everywhere; all of them when asked for. */
function columns() {
	const row = answer.fds[0];
	if (row === undefined)
		return;
	const counted = meta.columns('fd').filter(c => view.all || c.kind === 'max' || history.total(c.name) !== 0).map(c => c.name);
	const wanted = [...FIRST.filter(name => name in row), ...counted];
	if (wanted.join() !== shown.join())
		heads(wanted);
	for (const th of head.cells)
		attribute(th, 'aria-sort', th.dataset.key === view.sort ? direction(view.sort) : null);
}

/** Numbers sort from the largest down, words from the smallest up, unless reversed. */
function direction(key) {
	return (meta.isColumn(meta.field('fd', key)) || key === 'activity') !== view.reverse ? 'descending' : 'ascending';
}

function heads(wanted) {
	shown = wanted;
	head.replaceChildren(...shown.map(headOf));
	for (const row of body.querySelectorAll('tr.fd'))
		row.remove();
	byId('table').style.width = `${shown.map(width).reduce((a, b) => a + b, 0)}px`;
	[...head.cells].forEach((th, i) => th.style.width = `${width(shown[i])}px`);
}

const width = name => WIDTHS[name] ?? (cells.isNumber('fd', name) ? Math.max(86, 18 + 7.5 * (HEADS[name] ?? cells.label('fd', name)).length) : 90);

function headOf(name) {
	const label = HEADS[name] ?? cells.label('fd', name);
	const content = meta.sorts(name) ? el('button', { 'data-key': name }, label) : label;
	return el('th', { scope: 'col', 'data-key': name, title: cells.help('fd', name), class: cells.isNumber('fd', name) ? 'number' : '' }, content);
}

/** Draws the rows in sight; rows that are not loaded yet are empty until they are. */
export function draw() {
	const from = Math.max(0, Math.min(first(), answer.matched - inSight()));
	const count = Math.max(0, Math.min(inSight(), answer.matched - from));
	above.style.height = `${from * ROW}px`;
	below.style.height = `${(answer.matched - from - count) * ROW}px`;
	const rows = body.querySelectorAll('tr.fd');
	for (let i = rows.length; i < count; i++)
		below.before(el('tr', { class: 'fd' }, ...shown.map(name => el('td', { class: cells.isNumber('fd', name) ? 'number' : '' }))));
	for (let i = count; i < rows.length; i++)
		rows[i].remove();
	body.querySelectorAll('tr.fd').forEach((tr, i) => fill(tr, from + i));
	attribute(byId('table'), 'aria-rowcount', String(answer.matched + 1));
	text(byId('matched'), answer.matched === 1 ? '1 descriptor' : `${answer.matched.toLocaleString('en')} descriptors`);
}

function fill(tr, index) {
	const row = answer.fds[index - offset];
	tr.dataset.index = index;
	attribute(tr, 'id', `row-${index}`);
	attribute(tr, 'aria-rowindex', String(index + 2));
	attribute(tr, 'aria-selected', String(index === selected));
	shown.forEach((name, i) => {
		const written = row === undefined ? '' : cells.written('fd', row, name, view.rate, answer.clock_ns);
		text(tr.cells[i], written);
		tr.cells[i].classList.toggle('zero', written === '0' || written === '–');
		attribute(tr.cells[i], 'title', row === undefined ? null : cells.title('fd', row, name, view.rate));
	});
	if (index === selected)
		attribute(scroll, 'aria-activedescendant', tr.id);
}

/** Selects a row by its place and brings it into sight. */
export function select(index) {
	selected = Math.max(0, Math.min(index, answer.matched - 1));
	const row = answer.fds[selected - offset];
	followed = row === undefined ? null : { fd: row.fd, conn: row.conn };
	const top = selected * ROW, room = scroll.clientHeight - head.offsetHeight - ROW;
	if (top < scroll.scrollTop)
		scroll.scrollTop = top;
	else if (top > scroll.scrollTop + room - ROW)
		scroll.scrollTop = top - room + ROW;
	draw();
}

/** Moves the selection; a page is what is in sight. */
export function move(rows, pages = 0) {
	select(selected + rows + pages * (inSight() - 3));
}

/** The selected descriptor; undefined while it is not loaded. */
export const current = () => answer.fds[selected - offset];

/** How many passed the filter. */
export const matched = () => answer.matched;

/** To the first row, as after another order. */
export function toTop() {
	followed = null;
	selected = 0;
	scroll.scrollTop = 0;
}
