/* The keyboard. */
import { el, byId } from './dom.js';

const HELP = [
	['/', 'filter descriptors; Esc takes it back'],
	['↑ ↓ j k, PgUp PgDn, Home End', 'select a row; it is followed wherever the order takes it'],
	['Enter', 'everything about the selected row'],
	['Esc', 'close what is open'],
	['r', 'growth a second, or totals'],
	['c', 'all columns, or those that are not zero everywhere'],
	['p', 'pause and go on'],
	['t', 'light, dark, or as the system has it'],
	['1 … 7', 'views'],
	['?', 'this help'],
];

/** `actions`: what each key does, by its name in KeyboardEvent.key. */
export function start(actions) {
	const close = el('button', {}, 'Close');
	const help = byId('help');
	close.addEventListener('click', () => help.close());
	help.append(el('h2', {}, 'Keys'), el('dl', {}, ...HELP.flatMap(([key, meaning]) => [el('dt', {}, key), el('dd', {}, meaning)])), close);
	byId('help-button').addEventListener('click', toggleHelp);
	document.addEventListener('keydown', event => press(event, actions));
}

function toggleHelp() {
	const help = byId('help');
	if (help.open)
		help.close();
	else
		help.showModal();
}

function press(event, actions) {
	if (event.ctrlKey || event.altKey || event.metaKey || byId('help').open && event.key !== '?')
		return;
	const typing = event.target.matches('input, select');
	if (typing && event.key === 'Enter')
		event.target.blur();
	if (typing && event.key !== 'Escape')
		return;
	if (!typing && event.key === 'Enter' && event.target.matches('button, a'))
		return; // its own business
	const action = event.key === '?' ? toggleHelp : actions[event.key];
	if (action) {
		event.preventDefault();
		action(event);
	}
}
