/* What the agent found wrong, where it looks for it. */
import { el } from './dom.js';
import { get } from './api.js';
import * as format from './format.js';
import * as meta from './meta.js';

const PATH = '/api/findings';
let report = { findings: [] };

/** Whether this agent looks for anything. */
export const supported = () => meta.has(PATH);

export async function update() {
	if (supported())
		report = await get(PATH);
}

export const count = () => report.findings.length;

/** Cards of what was found about one descriptor. */
export const about = row => report.findings.filter(f => f.fd === row.fd && f.conn === row.conn).map(card);

/** Draws all of them, the worst first as they come. */
export function draw(container) {
	delete container.dataset.list;
	if (!supported())
		container.replaceChildren(el('p', { class: 'quiet' }, 'This agent does not look for findings.'));
	else if (count() === 0)
		container.replaceChildren(el('p', { class: 'quiet' }, 'Nothing was found.'));
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
