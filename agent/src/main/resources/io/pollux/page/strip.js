/* A few numbers on top: what is going on now, added up by unit. */
import { el, text } from './dom.js';
import * as format from './format.js';
import * as history from './history.js';

const sumOf = (of, unit) => history.all().filter(s => s.of === of && s.kind === 'sum' && s.unit === unit && !s.part)
	.reduce((sum, s) => sum + (history.last(s) ?? 0), 0);
const state = name => history.all().find(s => s.of === 'fd' && s.kind === 'state' && s.name === name);

function latency() {
	const measured = history.all().filter(s => s.kind === 'percentile' && s.name.endsWith('_p99'));
	return measured.find(s => s.values.some(v => v !== null)) ?? measured[0];
}

/** Label, value and help of each. */
function stats() {
	const unread = state('unread'), oldest = state('unread_max_ns'), p99 = latency();
	const waiting = history.last(unread) ? ` (${format.time(history.last(oldest))})` : '';
	return [
		['open', format.value('fds', history.last(state('open'))), state('open').help],
		['unread', format.value('fds', history.last(unread)) + waiting, `${unread.help}; in brackets ${oldest.help}`],
		['events a second', format.value('events', sumOf('fd', 'events')), 'readiness events reported, all descriptors together'],
		['calls a second', format.value('calls', sumOf('fd', 'calls')), 'calls on descriptors, all together'],
		['bytes a second', format.value('bytes', sumOf('fd', 'bytes')), 'bytes moved by the kernel and copied above it'],
		['copied to wait, a second', format.value('bytes', sumOf('set', 'bytes')), 'bytes copied in and out of the kernel by waiting itself'],
		...p99 ? [[format.words(p99.name), format.value('ns', history.last(p99)), p99.help]] : [],
	];
}

/** Draws the strip anew. */
export function draw(strip) {
	const all = stats();
	while (strip.children.length < all.length)
		strip.append(el('div', { class: 'stat' }, el('b'), el('span')));
	all.forEach(([label, value, help], i) => {
		text(strip.children[i].firstChild, value);
		text(strip.children[i].lastChild, label);
		strip.children[i].title = help;
	});
}
