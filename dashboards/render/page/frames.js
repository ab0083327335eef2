/* What Prometheus answered, as the data frames that Grafana's Prometheus data source would make of it. */
import { createDataFrame, FieldType } from '@grafana/data';

const number = (text) => (text === 'NaN' ? null : Number(text.replace('Inf', 'Infinity')));
const legend = (format, labels) => format.replace(/{{\s*(\w+)\s*}}/g, (_, label) => labels[label] ?? '').trim();

/** A frame a series; times with no sample between two others are gaps. */
export function lines(series, target, { start, end, step }) {
    return series.map(({ metric, values }) => {
        const at = new Map(values.map(([time, value]) => [Math.round(time * 1000), number(value)]));
        const times = [];
        for (let time = start; time <= end; time += step)
            times.push(time * 1000);
        return createDataFrame({
            refId: target.refId,
            fields: [
                { name: 'Time', type: FieldType.time, values: times, config: { interval: step * 1000 } },
                {
                    name: 'Value', type: FieldType.number, labels: metric, values: times.map((time) => at.get(time) ?? null),
                    config: { displayNameFromDS: legend(target.legendFormat ?? '', metric) || undefined },
                },
            ],
        });
    });
}

/** One frame: time, the labels, the value, which is named after its target where there are several. */
export function rows(series, target, several) {
    const labels = [...new Set(series.flatMap(({ metric }) => Object.keys(metric)))].sort();
    return [createDataFrame({
        refId: target.refId,
        fields: [
            { name: 'Time', type: FieldType.time, values: series.map(({ value }) => value[0] * 1000) },
            ...labels.map((label) => ({ name: label, type: FieldType.string, config: { filterable: true }, values: series.map(({ metric }) => metric[label] ?? '') })),
            { name: several ? `Value #${target.refId}` : 'Value', type: FieldType.number, values: series.map(({ value }) => number(value[1])) },
        ],
    })];
}

/** Frames of a cumulative histogram's buckets, lowest first, each without what the lower ones have already. */
export function buckets(frames) {
    const bound = (frame) => Number((frame.fields[1].labels.le ?? '').replace('Inf', 'Infinity'));
    const sorted = [...frames].sort((a, b) => bound(a) - bound(b));
    return sorted.map((frame, i) => ({
        bound: bound(frame),
        times: frame.fields[0].values,
        values: frame.fields[1].values.map((value, at) => (value === null ? null : Math.max(0, value - (i ? sorted[i - 1].fields[1].values[at] ?? 0 : 0)))),
    }));
}
