import { TimeSeries } from '@grafana/ui';
import { mark } from '../annotations.js';

/** Charts that have their annotations: a builder is handed out again whenever its panel is drawn again. */
const marked = new WeakSet();

export function timeseries({ panel, frames, width, height, context }) {
    return (
        <TimeSeries frames={frames} width={width} height={height} timeRange={context.timeRange} timeZone="utc" structureRev={1}
            legend={panel.options.legend} options={panel.options}>
            {(builder) => {
                if (!marked.has(builder))
                    mark(builder, context.marks);
                marked.add(builder);
                return null;
            }}
        </TimeSeries>
    );
}
