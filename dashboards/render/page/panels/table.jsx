import { TableNG } from '@grafana/ui/unstable';

export function table({ panel, frames, width, height }) {
    return (
        <TableNG data={frames[0]} width={width} height={height} cellHeight={panel.options.cellHeight} noHeader={!panel.options.showHeader}
            sortBy={panel.options.sortBy} fieldConfig={panel.fieldConfig} enableVirtualization={false} />
    );
}
