/* Three charts of one time axis and one cursor. Which lines they have is found by unit and size: no column is named here. */
import { el } from './dom.js';
import * as format from './format.js';
import * as history from './history.js';
import { colour } from './theme.js';

const MOST_LINES = 6;
const HEIGHT = 170;

const CHARTS = [
	{ title: 'events and calls a second', unit: '', takes: s => s.kind === 'sum' && (s.unit === 'events' || s.unit === 'calls') && !s.part },
	{ title: 'bytes a second', unit: 'bytes', takes: s => s.kind === 'sum' && s.unit === 'bytes' && !s.part },
	{ title: 'latency', unit: 'ns', takes: s => s.kind === 'percentile' },
];

const drawn = CHARTS.map(() => ({ lines: [], plot: null, holder: null }));

/** Draws what is new, and makes a chart anew when it gets a line more. */
export function draw(container) {
	if (container.children.length === 0)
		make(container);
	CHARTS.forEach((chart, i) => {
		const more = choose(chart, drawn[i].lines);
		if (more || drawn[i].plot === null)
			plot(chart, drawn[i]);
		drawn[i].plot.setData(data(drawn[i].lines));
	});
}

function make(container) {
	CHARTS.forEach((chart, i) => {
		drawn[i].holder = el('div', { class: 'chart' }, el('h2', {}, chart.title));
		container.append(drawn[i].holder);
	});
	new ResizeObserver(() => drawn.forEach(d => d.plot?.setSize(size(d.holder)))).observe(container);
}

/** With other colours. */
export function recolour() {
	CHARTS.forEach((chart, i) => {
		if (drawn[i].plot !== null)
			plot(chart, drawn[i]);
	});
}

/** Adds the largest lines that have something to show, as long as there is room. A line that was there stays. */
function choose(chart, lines) {
	const before = lines.length;
	const size = s => Math.max(0, ...history.points(s).filter(p => p !== null));
	const candidates = history.all().filter(s => chart.takes(s) && !lines.includes(s)).map(s => [size(s), s]).filter(([n]) => n > 0);
	candidates.sort((a, b) => b[0] - a[0]);
	lines.push(...candidates.slice(0, MOST_LINES - lines.length).map(([, s]) => s));
	return lines.length > before;
}

const data = lines => [history.seconds(), ...lines.map(history.points)];
const size = holder => ({ width: Math.max(200, holder.clientWidth - 16), height: HEIGHT });

function plot(chart, d) {
	d.plot?.destroy();
	const axis = { stroke: colour('--quiet'), grid: { stroke: colour('--line'), width: 1 }, ticks: { stroke: colour('--line'), width: 1 } };
	const clock = (u, moments) => moments.map(m => new Date(m * 1000).toLocaleTimeString([], { hour12: false }));
	const written = (u, v) => v === null || v === undefined ? '–' : format.value(chart.unit, v);
	d.plot = new uPlot({
		...size(d.holder),
		cursor: { sync: { key: 'pollux' }, drag: { x: true, y: false } },
		legend: { live: true },
		scales: { y: { range: (u, low, high) => [0, high > 0 ? high * 1.05 : 1] } },
		axes: [{ ...axis, space: 80, values: clock }, { ...axis, size: 56, values: (u, values) => values.map(v => format.value(chart.unit, v)) }],
		series: [{},
			...d.lines.map((s, i) => ({ label: format.words(s.name), stroke: colour(`--line-${i + 1}`), width: 1.5, points: { show: false }, value: written, spanGaps: s.kind === 'percentile' }))],
		hooks: { drawAxes: [markSwitches] },
	}, data(d.lines), d.holder);
}

/** A switch of the engine is a line through the charts. */
function markSwitches(u) {
	for (const [at, engine] of history.switches()) {
		const x = u.valToPos(at, 'x', true);
		if (x < u.bbox.left || x > u.bbox.left + u.bbox.width)
			continue;
		u.ctx.save();
		u.ctx.strokeStyle = u.ctx.fillStyle = colour('--accent');
		u.ctx.setLineDash([4, 4]);
		u.ctx.beginPath();
		u.ctx.moveTo(x, u.bbox.top);
		u.ctx.lineTo(x, u.bbox.top + u.bbox.height);
		u.ctx.stroke();
		u.ctx.fillText(engine, x + 4, u.bbox.top + 12);
		u.ctx.restore();
	}
}
