/* The live page: asks the agent at an interval, as long as somebody looks, and draws what it answers. */
import { byId } from './dom.js';
import { Gone, get } from './api.js';
import * as charts from './charts.js';
import * as drawer from './drawer.js';
import * as findings from './findings.js';
import * as history from './history.js';
import * as keys from './keys.js';
import * as meta from './meta.js';
import { Rates } from './rates.js';
import * as strip from './strip.js';
import * as table from './table.js';
import * as theme from './theme.js';
import * as top from './top.js';
import * as views from './views.js';

const STATUS_EVERY_MS = 5000;

const view = { id: 'fds', sort: 'activity', reverse: false, rate: true, all: false, filter: '', paused: false, intervalMs: 1000 };
const tableRates = new Rates('fd', row => row.conn);
const drawerRates = new Rates('fd', row => row.conn);
let clockNs = 0;
let statusAt = 0;
let answeredAt = Date.now();
let timer = null;
let busy = false;
let again = false;
let detached = false;

/** Asks for everything in sight, one round at a time; what was wished meanwhile is done in one more. */
async function refresh() {
	if (busy) {
		again = true;
		return;
	}
	busy = true;
	try {
		do {
			again = false;
			await round();
		} while (again);
		answeredAt = Date.now();
		top.banner(detached ? 'Pollux has left this JVM; these are its last numbers.' : '');
		showState();
	} catch (e) {
		silence(e);
	} finally {
		busy = false;
	}
}

/** Says that there was no answer. A connection that is refused tells that the agent has left; one that hangs, that it may come back. */
function silence(e) {
	const since = new Date(answeredAt).toLocaleTimeString();
	const left = e instanceof Gone;
	top.state(left ? 'detached' : 'stale');
	top.banner(left ? `Nobody listens here any more: Pollux has left this JVM, or the JVM has ended. These numbers are from ${since}.`
		: `The agent does not answer (${e.message}); these numbers are from ${since}.`);
}

function showState() {
	top.state(detached ? 'detached' : document.hidden ? 'hidden' : view.paused ? 'paused' : 'live');
}

async function round() {
	findings.update(found);
	await Promise.all([updateTable(), updateDrawer(), updateHistory(), updateStatus()]);
	if (view.id !== 'fds')
		views.draw(view.id, view.rate, clockNs);
}

function found() {
	views.count();
	if (view.id === 'findings')
		views.draw(view.id, view.rate, clockNs);
}

async function updateTable() {
	if (view.id !== 'fds')
		return;
	const { offset, limit } = table.windowWanted();
	const answer = await get('/api/fds', { sort: view.sort, reverse: view.reverse && 1, rate: view.rate && 1, filter: view.filter, offset, limit });
	clockNs = answer.clock_ns;
	detached = answer.detached;
	tableRates.update(answer.fds, clockNs);
	table.show(answer, offset);
}

async function updateDrawer() {
	if (!drawer.isOpen())
		return;
	const answer = await get('/api/fds', { fd: drawer.fd() });
	drawerRates.update(answer.fds, answer.clock_ns);
	if (drawer.isOpen())
		drawer.draw(answer);
}

async function updateHistory() {
	if (await history.update()) {
		charts.draw(byId('charts'));
		strip.draw(byId('strip'));
	}
}

async function updateStatus() {
	if (view.id === 'fds' && Date.now() - statusAt < STATUS_EVERY_MS)
		return;
	statusAt = Date.now();
	const status = await get('/api/status');
	clockNs = status.clock_ns;
	detached = status.detached;
	top.identity(status);
	views.update(status, status.clock_ns);
}

/** The next round; none while paused or out of sight. */
function schedule() {
	clearTimeout(timer);
	if (!view.paused && !document.hidden)
		timer = setTimeout(async () => {
			await refresh();
			schedule();
		}, view.intervalMs);
}

function pause() {
	view.paused = !view.paused;
	byId('pause').setAttribute('aria-pressed', String(view.paused));
	showState();
	schedule();
}

function sortBy(key) {
	view.reverse = key === view.sort && !view.reverse;
	view.sort = key;
	table.toTop();
	refresh();
}

function filterBy(text) {
	view.filter = text;
	byId('filter').value = text;
	table.toTop();
	refresh();
}

function toggle(button, name) {
	view[name] = !view[name];
	byId(button).setAttribute('aria-pressed', String(view[name]));
	refresh();
}

function choose(id) {
	view.id = id;
	statusAt = 0;
	views.choose(id);
	refresh();
}

function open() {
	if (view.id === 'fds')
		drawer.toggle(table.current());
	refresh();
}

function escape() {
	if (drawer.isOpen())
		drawer.close();
	else if (view.filter)
		filterBy('');
	byId('filter').blur();
}

/** Moves about in the table; elsewhere the keys scroll. */
function move(rows, pages = 0) {
	table.move(rows, pages);
	byId('scroll').focus({ preventScroll: true });
	if (table.current() === undefined)
		refresh();
}

function listen() {
	theme.start(byId('theme'), charts.recolour);
	views.start(choose);
	views.choose(view.id);
	table.start(view, { changed: key => key === undefined ? refresh() : sortBy(key), opened: open });
	byId('pause').addEventListener('click', pause);
	byId('rate').addEventListener('click', () => toggle('rate', 'rate'));
	byId('all').addEventListener('click', () => toggle('all', 'all'));
	byId('filter').addEventListener('input', () => filterBy(byId('filter').value));
	byId('interval').addEventListener('change', () => {
		view.intervalMs = Number(byId('interval').value);
		schedule();
	});
	document.addEventListener('visibilitychange', () => {
		showState();
		schedule();
	});
	keys.start({
		'/': () => byId('filter').focus(), Escape: escape, Enter: open, p: pause, t: () => byId('theme').click(),
		r: () => toggle('rate', 'rate'), c: () => toggle('all', 'all'),
		ArrowDown: () => move(1), ArrowUp: () => move(-1), j: () => move(1), k: () => move(-1),
		PageDown: () => move(0, 1), PageUp: () => move(0, -1), Home: () => move(-table.matched()), End: () => move(table.matched()),
		...Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map(n => [String(n), () => choose(views.byNumber(n))])),
	});
}

async function start() {
	listen();
	try {
		await meta.load();
	} catch (e) {
		top.state('stale');
		top.banner(`The agent does not answer (${e.message}); reload the page when it does.`);
		return;
	}
	await refresh();
	schedule();
}

start();
