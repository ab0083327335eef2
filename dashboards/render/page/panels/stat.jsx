import { getDisplayValueAlignmentFactors, getFieldDisplayValues } from '@grafana/data';
import { BigValue, VizRepeater } from '@grafana/ui';

export function stat({ panel, frames, width, height, context }) {
    const { options, fieldConfig } = panel;
    const values = () => getFieldDisplayValues({
        data: frames, fieldConfig, reduceOptions: options.reduceOptions, replaceVariables: (text) => text, sparkline: options.graphMode !== 'none',
        theme: context.theme, timeZone: 'utc',
    });
    const one = ({ value, alignmentFactors, width: w, height: h, count }) => (
        <BigValue value={value.display} sparkline={value.sparkline} width={w} height={h} count={count} alignmentFactors={alignmentFactors}
            colorMode={options.colorMode} graphMode={options.graphMode} justifyMode={options.justifyMode} textMode={options.textMode} theme={context.theme} />
    );
    return (
        <VizRepeater getValues={values} getAlignmentFactors={getDisplayValueAlignmentFactors} renderValue={one} width={width} height={height}
            source={frames} autoGrid orientation={options.orientation} renderCounter={0} />
    );
}
