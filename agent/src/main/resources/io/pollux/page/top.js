/* The head of the page: who is watched, since when, and whether the numbers are live. */
import { el, byId, text, attribute } from './dom.js';
import * as format from './format.js';

/** Who is watched, from a status. */
export function identity(status) {
	const facts = status.facts;
	const installed = status.hooks.filter(h => h.state === 'installed').length;
	const down = status.hooks.filter(h => h.state === 'stood_down').length;
	const fallbacks = status.fallbacks.reduce((sum, f) => sum + f.count, 0);
	const all = {
		main: facts.main_class, pid: status.pid, engine: status.engine,
		up: format.time((Date.now() - Date.parse(status.start)) * 1e6),
		hooks: `${installed} installed, ${down} stood down`,
		fallbacks: fallbacks ? `${fallbacks}` : null,
		warnings: facts.warnings || null,
		jvm: facts.jvm, pollux: facts.version,
	};
	const list = byId('identity');
	const shown = Object.entries(all).filter(([, value]) => value !== null && value !== undefined);
	if (list.children.length !== shown.length)
		list.replaceChildren(...shown.map(([name]) => el('div', { class: `id-${name}` }, el('dt', {}, name), el('dd'))));
	shown.forEach(([, value], i) => {
		text(list.children[i].lastChild, String(value));
		attribute(list.children[i], 'title', String(value));
	});
	document.title = `Pollux ${status.pid} ${facts.main_class ?? ''}`;
}

/** live, paused, hidden, stale or detached. */
export function state(name) {
	text(byId('state'), name);
	attribute(byId('state'), 'class', name);
}

/** Says something across the page; empty: nothing to say. */
export function banner(message) {
	text(byId('banner'), message);
	byId('banner').hidden = message === '';
}
