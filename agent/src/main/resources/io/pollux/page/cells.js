/* How one field of one row is written, whatever it is. */
import * as format from './format.js';
import * as meta from './meta.js';

/** Text of a field: of a column its growth a second or its total, of a stamp how long ago it was, else what the agent wrote. */
export function written(section, row, name, perSecond, clockNs) {
	const field = meta.field(section, name);
	if (meta.isColumn(field))
		return perSecond && row.rates === null ? '–' : format.value(field.unit, worth(row, name, perSecond));
	if (meta.isStamp(field))
		return format.ago(row[name], clockNs);
	const value = row[name];
	return value === null || value === undefined || value === '' ? '–' : typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The number that stands behind it; null where there is none. */
export function worth(row, name, perSecond) {
	return perSecond ? row.rates?.[name] ?? null : row[name];
}

/** The exact number, or what the column means. */
export function title(section, row, name, perSecond) {
	const field = meta.field(section, name);
	if (!meta.isColumn(field))
		return typeof row[name] === 'string' ? row[name] : null;
	const number = worth(row, name, perSecond);
	return number === null ? null : format.exact(field.unit, number, perSecond && field.kind === 'sum');
}

/** Whether a field stands on the right, as numbers do. */
export const isNumber = (section, name) => {
	const field = meta.field(section, name);
	return meta.isColumn(field) || meta.isStamp(field);
};

/** A field's name in words: "reads" are calls, "read time" is what they took. */
export function label(section, name) {
	const field = meta.field(section, name);
	return format.words(name) + (meta.isColumn(field) && field.unit === 'ns' ? ' time' : '');
}

/** What a column's head says on pointing at it. */
export function help(section, name) {
	const field = meta.field(section, name);
	return field?.help ? `${name}: ${field.help}` : name;
}
