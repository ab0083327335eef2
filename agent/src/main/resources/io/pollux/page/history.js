/* The agent's history: fetched whole once, then what came since. Sums become growth a second. */
import { get } from './api.js';

const SPAN_MS = 10 * 60 * 1000;

let times = [];
let engines = [];
let series = [];

/** Asks for what is new. Returns whether anything was. */
export async function update() {
	const answer = await get('/api/history', { since: times.at(-1) || 0 });
	if (series.length === 0)
		series = answer.series.map(s => ({ ...s, values: [] }));
	times.push(...answer.times_ms);
	engines.push(...answer.engines);
	answer.series.forEach((s, i) => series[i].values.push(...s.values));
	forget();
	return answer.times_ms.length > 0;
}

function forget() {
	const old = times.findIndex(t => t > times.at(-1) - SPAN_MS);
	if (old <= 0)
		return;
	times.splice(0, old);
	engines.splice(0, old);
	series.forEach(s => s.values.splice(0, old));
}

/** Every series: name, of, kind, unit, help, part and values. */
export const all = () => series;

/** The moments of the values, seconds since 1970. */
export const seconds = () => times.map(t => t / 1000);

/** Where the engine changed: [seconds, name]. */
export function switches() {
	return engines.flatMap((engine, i) => i > 0 && engine !== engines[i - 1] ? [[times[i] / 1000, engine]] : []);
}

/** Growth a second of a sum at every moment; of anything else its values. The first moment has no growth. */
export function points(s) {
	return s.kind === 'sum' ? s.values.map((v, i) => i === 0 ? null : (v - s.values[i - 1]) * 1000 / (times[i] - times[i - 1])) : s.values;
}

/** The last point of a series; null when there is none. */
export function last(s) {
	const n = s.values.length;
	if (s.kind !== 'sum')
		return n ? s.values[n - 1] : null;
	return n > 1 ? (s.values[n - 1] - s.values[n - 2]) * 1000 / (times[n - 1] - times[n - 2]) : null;
}

/** The last total of a column of descriptors. */
export function total(name) {
	return series.find(s => s.of === 'fd' && s.name === name)?.values.at(-1) ?? null;
}
