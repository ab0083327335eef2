/* What names mean, as the agent tells: no column is named in this page but as a preference of what to show first. */
import { get } from './api.js';

let sections = {};
let sortable = new Set();
let paths = new Set();
const byName = {};

/** Asks once, before anything is drawn. */
export async function load() {
	paths = new Set((await get('/api')).paths);
	const { sort, ...rest } = await get('/api/columns');
	sections = rest;
	sortable = new Set(sort);
	for (const [section, fields] of Object.entries(sections))
		byName[section] = new Map(fields.map(field => [field.name, field]));
}

/** Whether the agent has that path. */
export const has = path => paths.has(path);

/** Whether descriptors can be sorted by that key. */
export const sorts = key => sortable.has(key);

/** A field of a section; undefined when the ledger has none of that name. */
export const field = (section, name) => byName[section]?.get(name);

/** Whether it is counted: a sum or a maximum. */
export const isColumn = f => f !== undefined && (f.kind === 'sum' || f.kind === 'max');

/** The columns of a section, in the order of the ledger. */
export const columns = section => (sections[section] || []).filter(isColumn);

/** Whether a field is a moment on the ledger's clock. */
export const isStamp = f => f !== undefined && !isColumn(f) && f.unit === 'ns';

/** Whether a row has a moment there: not before its birth, and not in a hundred years, where a stamp's place holds a state instead. */
export const isMoment = (row, name, f) => isStamp(f) && row[name] > 0 && row[name] >= row.born_ns && row[name] < 2 ** 62;
