/* Annotations: the times at which their expressions have a value, as dashed lines through every chart, as in Grafana. */
import { ask } from './prometheus.js';
import { fill } from './variables.js';

/** @returns {name, colour, times}, times in milliseconds, of each annotation of a dashboard */
export async function annotations(dashboard, { variables, clock, theme }) {
    const step = clock.step(200);
    return Promise.all(dashboard.annotations.list.map(async ({ name, expr, iconColor }) => {
        const query = fill(expr, variables, clock.built(step));
        const series = await ask('query_range', { query, ...clock.window(step) });
        return { name, colour: theme.visualization.getColorByName(iconColor), times: series.flatMap(({ values }) => starts(values, step)) };
    }));
}

/** A value that lasts is one event, at its first moment. */
function starts(values, step) {
    return values.filter(([time], i) => i === 0 || time - values[i - 1][0] > 1.5 * step).map(([time]) => time * 1000);
}

/** Draws them into a chart once it is built. */
export function mark(builder, marks) {
    builder.addHook('draw', (plot) => {
        const { ctx, bbox } = plot;
        ctx.save();
        ctx.setLineDash([3 * devicePixelRatio, 3 * devicePixelRatio]);
        ctx.lineWidth = devicePixelRatio;
        for (const { colour, times } of marks)
            for (const time of times) {
                const x = plot.valToPos(time, 'x', true);
                if (x < bbox.left || x > bbox.left + bbox.width)
                    continue;
                ctx.strokeStyle = colour;
                ctx.beginPath();
                ctx.moveTo(x, bbox.top);
                ctx.lineTo(x, bbox.top + bbox.height);
                ctx.stroke();
            }
        ctx.restore();
    });
}
