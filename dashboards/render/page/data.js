/* A panel's data: its targets asked, transformed, and given the units, colours and names of its JSON. */
import { applyFieldOverrides, cacheFieldDisplayNames, transformDataFrame } from '@grafana/data';
import { lastValueFrom } from 'rxjs';
import { fieldOptions } from './boot.js';
import { lines, rows } from './frames.js';
import { ask } from './prometheus.js';
import { fill } from './variables.js';

/** @returns frames, in the order of the targets */
export async function load(panel, { variables, clock, theme }, pixels) {
    const answers = await Promise.all(panel.targets.map((target) => run(panel, target, variables, clock, pixels)));
    const frames = answers.flat().filter((frame) => frame.length > 0);
    const transformed = panel.transformations?.length ? await lastValueFrom(transformDataFrame(panel.transformations, frames)) : frames;
    return named(applyFieldOverrides({
        data: transformed,
        fieldConfig: panel.fieldConfig,
        fieldConfigRegistry: fieldOptions(panel.fieldConfig),
        replaceVariables: (text) => fill(text, variables),
        theme,
        timeZone: 'utc',
    }));
}

async function run(panel, target, variables, clock, pixels) {
    const step = clock.step(pixels);
    const query = fill(target.expr, variables, clock.built(step));
    if (target.instant) {
        const series = await ask('query', { query, time: clock.to });
        if (target.format === 'table')
            return rows(series, target, panel.targets.length > 1);
        return lines(series.map(({ metric, value }) => ({ metric, values: [value] })), target, { start: clock.to, end: clock.to, step });
    }
    return lines(await ask('query_range', { query, ...clock.window(step) }), target, clock.window(step));
}

/** Names that transformations changed are found anew. */
function named(frames) {
    for (const frame of frames)
        for (const field of frame.fields)
            delete field.state?.displayName;
    cacheFieldDisplayNames(frames);
    return frames;
}
