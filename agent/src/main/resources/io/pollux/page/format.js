/* Numbers as people read them, by the unit that the agent gives for each column. */

function scaled(value, step, names) {
	let at = 0;
	while (Math.abs(value) >= step && at < names.length - 1) {
		value /= step;
		at++;
	}
	return three(value) + names[at];
}

/** Three digits, as many after the point as that leaves. */
function three(value) {
	const size = Math.abs(value);
	if (size >= 100 || Number.isInteger(value))
		return Math.round(value).toString();
	return (size >= 10 ? value.toFixed(1) : value.toFixed(2)).replace(/\.?0+$/, '');
}

/** A time in nanoseconds. */
export function time(ns) {
	if (ns >= 60e9)
		return span(ns / 1e9);
	return scaled(ns, 1000, ['ns', 'µs', 'ms', 's']);
}

/** A long time in seconds: 3d4h, 2h5m, 1m30s. */
function span(seconds) {
	const s = Math.round(seconds);
	if (s >= 86400)
		return `${Math.floor(s / 86400)}d${Math.floor(s % 86400 / 3600)}h`;
	if (s >= 3600)
		return `${Math.floor(s / 3600)}h${Math.floor(s % 3600 / 60)}m`;
	return `${Math.floor(s / 60)}m${s % 60}s`;
}

/** A number of a unit; nothing for a zero, which says nothing. */
export function value(unit, number) {
	if (number === null || number === undefined)
		return '–';
	if (number === 0)
		return '0';
	if (unit === 'ns')
		return time(number);
	return scaled(number, 1000, unit === 'bytes' ? ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] : ['', 'k', 'M', 'G', 'T']);
}

/** The exact number, for those who point at it. */
export function exact(unit, number, perSecond) {
	const digits = perSecond ? Number(number.toPrecision(6)) : number;
	return `${digits.toLocaleString('en')} ${unit}${perSecond ? ' a second' : ''}`.trim();
}

/** A name in words; the unit of a moment goes without saying. */
export const words = name => name.replace(/_ns$/, '').replaceAll('_', ' ');

/** How long ago a stamp of the ledger's clock was. */
export function ago(stampNs, clockNs) {
	return stampNs > 0 ? time(Math.max(0, clockNs - stampNs)) : '–';
}
