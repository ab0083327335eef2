/* The tabs, and what each of them shows of the agent's status. */
import { el, byId, text } from './dom.js';
import * as findings from './findings.js';
import * as list from './list.js';
import { Rates } from './rates.js';

const VIEWS = [
	{ id: 'fds', title: 'Descriptors' },
	{ id: 'selectors', title: 'Selectors', section: 'set', rows: selectors, empty: 'No selector waits in this application.' },
	{ id: 'peers', title: 'Peers', section: 'group', rows: s => s.groups, empty: 'No descriptor was seen yet.' },
	{ id: 'engines', title: 'Engines', section: 'engine', rows: s => s.engines, empty: 'No engine.' },
	{ id: 'latency', title: 'Latency', section: 'hist', rows: s => s.histograms, empty: 'Nothing was measured yet.' },
	{ id: 'findings', title: 'Findings' },
	{ id: 'agent', title: 'Agent', section: 'hook', rows: s => s.hooks, empty: 'No hook.' },
];

const rates = new Map(VIEWS.filter(v => v.section).map(v => [v.id, new Rates(v.section, identity)]));

/** Rows of a list are the same when their words are: what does not count names them. */
function identity(row) {
	return row.index !== undefined && row.epfd !== undefined ? `${row.index} ${row.epfd}` : JSON.stringify([row.name, row.role, row.proto, row.local_port, row.peer]);
}

/** The application's sets, with the percentiles of their histograms. */
function selectors(status) {
	return status.sets.filter(set => set.own !== 1).map(set => {
		const row = { ...set };
		for (const h of status.histograms.filter(h => h.kind.endsWith('_set') && h.key === set.index && h.count > 0)) {
			row[`${h.kind.replace(/_set$/, '')}_p50_ns`] = h.p50_ns;
			row[`${h.kind.replace(/_set$/, '')}_p99_ns`] = h.p99_ns;
		}
		return row;
	});
}

/** Makes the tabs; `chosen` is called with the id of one that was pressed. */
export function start(chosen) {
	for (const { id, title } of VIEWS) {
		const tab = el('button', { role: 'tab', id: `tab-${id}`, 'aria-controls': id === 'fds' ? 'fds' : 'list' }, title);
		tab.addEventListener('click', () => chosen(id));
		byId('tabs').append(tab);
	}
}

/** The view of that number, from 1 on; undefined past the last. */
export const byNumber = n => VIEWS[n - 1]?.id;

/** Marks the chosen tab and shows its panel. */
export function choose(id) {
	for (const view of VIEWS)
		byId(`tab-${view.id}`).setAttribute('aria-selected', String(view.id === id));
	byId('fds').hidden = id !== 'fds';
	byId('list').hidden = id === 'fds';
	byId('list').setAttribute('aria-labelledby', `tab-${id}`);
}

/** Takes a status; `clockNs` is the moment it was taken. */
export function update(status, clockNs) {
	for (const view of VIEWS.filter(v => v.section)) {
		view.current = view.rows(status).map(row => ({ ...row }));
		rates.get(view.id).update(view.current, clockNs);
	}
}

/** Says on its tab how much was found. */
export function count() {
	text(byId('tab-findings'), findings.count() ? `Findings (${findings.count()})` : 'Findings');
}

/** Draws a view that is no table of descriptors. */
export function draw(id, perSecond, clockNs) {
	const view = VIEWS.find(v => v.id === id);
	if (id === 'findings')
		findings.draw(byId('list'));
	else if (view.current)
		list.draw(byId('list'), { id, section: view.section, rows: view.current, perSecond, clockNs, empty: view.empty, redraw: () => draw(id, perSecond, clockNs) });
}
