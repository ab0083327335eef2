/* The grid of a dashboard: 24 columns, rows of 30 pixels, 8 between them, as in Grafana; above it the variables. */
import { useRef } from 'react';
import { Icon } from '@grafana/ui';
import { Panel } from './panel.jsx';

const COLUMNS = 24;
const UNIT = 30;
const GAP = 8;

/** @param done is called with what became of each panel, by its id, when the last is drawn */
export function Dashboard({ dashboard, context, done }) {
    const outcomes = useRef(new Map());
    const panels = dashboard.panels.flatMap((panel) => [panel, ...(panel.panels ?? [])]);
    const drawn = panels.filter(({ type }) => type !== 'row');
    const told = (id, outcome) => {
        outcomes.current.set(id, { ...outcome, ...outcomes.current.get(id) }); // a failure is told before the rest
        if (outcomes.current.size === drawn.length)
            done(outcomes.current);
    };
    const width = document.documentElement.clientWidth - 2 * GAP;
    const bottom = Math.max(...panels.map(({ gridPos }) => gridPos.y + gridPos.h));
    return (
        <div style={{ padding: GAP, background: context.theme.colors.background.canvas }}>
            <Header dashboard={dashboard} context={context} />
            <div style={{ position: 'relative', height: bottom * (UNIT + GAP) }}>
                {panels.map((panel) => <Place key={panel.id} panel={panel} width={width} context={context} told={told} />)}
            </div>
        </div>
    );
}

function Place({ panel, width, context, told }) {
    const { x, y, w, h } = panel.gridPos;
    const column = (width + GAP) / COLUMNS;
    const size = { width: Math.floor(w * column - GAP), height: h * (UNIT + GAP) - GAP };
    return (
        <div style={{ position: 'absolute', left: Math.round(x * column), top: y * (UNIT + GAP), ...size }}>
            {panel.type === 'row' ? <Row title={panel.title} theme={context.theme} /> : <Panel panel={panel} {...size} context={context} told={(outcome) => told(panel.id, outcome)} />}
        </div>
    );
}

function Row({ title, theme }) {
    return (
        <div style={{ display: 'flex', alignItems: 'center', height: UNIT, gap: 4, fontSize: theme.typography.h5.fontSize, fontWeight: 500 }}>
            <Icon name="angle-down" />{title}
        </div>
    );
}

function Header({ dashboard, context: { theme, variables, marks, timeRange } }) {
    const box = { padding: '4px 8px', border: `1px solid ${theme.colors.border.medium}`, borderRadius: 2, marginRight: GAP, background: theme.components.input.background };
    const quiet = { color: theme.colors.text.secondary, marginRight: 6 };
    return (
        <div style={{ display: 'flex', alignItems: 'center', flexWrap: 'wrap', margin: `0 0 ${GAP}px`, fontSize: theme.typography.bodySmall.fontSize }}>
            <div style={{ fontSize: theme.typography.h4.fontSize, fontWeight: 500, marginRight: 2 * GAP }}>{dashboard.title}</div>
            {variables.map(({ name, label, text }) => <div key={name} style={box}><span style={quiet}>{label}</span>{text}</div>)}
            {marks.map(({ name, colour }) => <div key={name} style={{ ...box, borderLeft: `3px dashed ${colour}` }}>{name}</div>)}
            <div style={{ flex: 1 }} />
            <div>{timeRange.from.format('YYYY-MM-DD HH:mm:ss')} to {timeRange.to.format('HH:mm:ss')} UTC</div>
        </div>
    );
}
