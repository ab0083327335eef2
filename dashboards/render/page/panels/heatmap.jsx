/* Grafana's chart, axes and colours; the cells are painted here, because the panel itself is in no package. */
import { getValueFormat, formattedValueToString } from '@grafana/data';
import { UPlotChart, UPlotConfigBuilder } from '@grafana/ui';
import { interpolateOranges } from 'd3-scale-chromatic';
import { buckets } from '../frames.js';
import { mark } from '../annotations.js';

/** Each from pale to strong on a light ground; on a dark one Grafana turns them round. */
const SCHEMES = { Oranges: interpolateOranges };

export function heatmap({ panel, frames, width, height, context }) {
    const rows = used(buckets(frames));
    const builder = new UPlotConfigBuilder('utc');
    const { from, to } = context.timeRange;
    builder.addScale({ scaleKey: 'x', isTime: true, orientation: 0, direction: 1, range: () => [from.valueOf(), to.valueOf()] });
    builder.addScale({ scaleKey: 'y', orientation: 1, direction: 1, range: () => [0, rows.length] });
    builder.addAxis({ scaleKey: 'x', isTime: true, placement: 'bottom', timeZone: 'utc', theme: context.theme });
    const format = getValueFormat(panel.options.yAxis?.unit ?? 's');
    builder.addAxis({
        scaleKey: 'y', placement: 'left', theme: context.theme, size: 70, splits: rows.map((_, i) => i).filter((i) => i % 2 === 0),
        values: (_, splits) => splits.map((i) => (i < rows.length && isFinite(rows[i].bound) ? formattedValueToString(format(rows[i].bound, 0)) : '')),
    });
    builder.addSeries({ scaleKey: 'y', pathBuilder: () => null, pointsBuilder: () => null, theme: context.theme, lineColor: 'transparent', colorMode: { id: 'fixed' } });
    builder.addHook('drawClear', (plot) => paint(plot, rows, colour(panel, context.theme)));
    mark(builder, context.marks);
    const times = rows[0].times;
    return <UPlotChart config={builder} data={[times, times.map(() => null)]} width={width} height={height} />;
}

/** Without the buckets below the first and above the last that ever had something. */
function used(rows) {
    const full = rows.map(({ values }) => values.some((value) => value > 0));
    return rows.slice(Math.max(0, full.indexOf(true) - 1), full.lastIndexOf(true) + 1);
}

function colour(panel, theme) {
    const { scheme = 'Oranges', exponent = 0.5, reverse = false } = panel.options.color ?? {};
    const interpolate = SCHEMES[scheme];
    if (!interpolate)
        throw new Error(`heatmap: colour scheme ${scheme} is not known here`);
    const turned = reverse !== theme.isDark;
    return (share) => interpolate(turned ? 1 - share ** exponent : share ** exponent);
}

function paint(plot, rows, colourOf) {
    const most = Math.max(...rows.flatMap(({ values }) => values));
    const { ctx } = plot;
    ctx.save();
    ctx.beginPath();
    ctx.rect(plot.bbox.left, plot.bbox.top, plot.bbox.width, plot.bbox.height);
    ctx.clip();
    rows.forEach(({ times, values }, row) => values.forEach((value, i) => {
        if (!value)
            return;
        const step = times[1] - times[0];
        const [left, right] = [times[i] - step, times[i]].map((time) => plot.valToPos(time, 'x', true));
        const [bottom, top] = [row, row + 1].map((at) => plot.valToPos(at, 'y', true));
        ctx.fillStyle = colourOf(value / most);
        ctx.fillRect(left, top, Math.max(1, right - left - 0.5), bottom - top - 0.5);
    }));
    ctx.restore();
}
