/* What the agent found wrong, where it looks for it. */
import { el } from './dom.js';
import { get } from './api.js';
import * as format from './format.js';
import * as meta from './meta.js';

const PATH = '/api/findings';
/** The agent watches for two seconds to answer; in between it is left alone. */
const EVERY_MS = 8000;

let report = null;
let at = 0;
let asking = false;

/** Whether this agent looks for anything. */
export const supported = () => meta.has(PATH);

/** Asks in the background where it is time; `changed` is called when there is an answer. */
export async function update(changed) {
	if (!supported() || asking || Date.now() - at < EVERY_MS)
		return;
	asking = true;
	try {
		report = await get(PATH);
		changed();
	} catch {
		// the next round says that the agent does not answer
	} finally {
		asking = false;
		at = Date.now();
	}
}

export const count = () => report?.findings.length ?? 0;

/** Cards of what was found about one descriptor. */
export const about = row => (report?.findings ?? []).filter(f => f.fd === row.fd && f.conn === row.conn).map(card);

/** Draws all of them, the worst first as they come. */
export function draw(container) {
	delete container.dataset.list;
	if (!supported())
		container.replaceChildren(el('p', { class: 'quiet' }, 'This agent does not look for findings.'));
	else if (report === null)
		container.replaceChildren(el('p', { class: 'quiet' }, 'The agent is watching …'));
	else if (count() === 0)
		container.replaceChildren(el('p', { class: 'quiet' }, `Nothing was found. Looked for: ${report.looked_for.join(', ')}.`));
	else
		container.replaceChildren(...report.findings.map(card));
}

function card(finding) {
	const evidence = Object.entries(finding.evidence ?? {}).map(([name, value]) => `${format.words(name)} ${written(name, value)}`).join(', ');
	return el('article', { class: `finding ${finding.severity}` },
		el('h4', {}, el('b', {}, finding.severity), ` ${finding.title ?? finding.id}`),
		el('p', { class: 'ends' }, subject(finding)),
		el('p', {}, evidence, finding.since ? `; since ${new Date(finding.since).toLocaleTimeString()}` : ''),
		el('p', {}, finding.advice ?? ''));
}

/** What applies of whom it is about. */
function subject(f) {
	return [f.fd === null || f.fd === undefined ? '' : `fd ${f.fd}`, f.role, f.proto, f.local, f.remote && `→ ${f.remote}`,
		f.set === null || f.set === undefined ? '' : `selector ${f.set}`, f.engine, f.thread && `thread ${f.thread}`].filter(Boolean).join(' ');
}

function written(name, value) {
	if (name.endsWith('_share'))
		return `${Math.round(value * 100)} %`;
	const unit = name.endsWith('_ns') ? 'ns' : name.includes('bytes') ? 'bytes' : '';
	return format.value(unit, value);
}
