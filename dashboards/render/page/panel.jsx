/* One panel: its frame with title and description, its data, and the component that draws its type. */
import { Component, useEffect, useState } from 'react';
import { PanelChrome } from '@grafana/ui';
import { load } from './data.js';
import { heatmap } from './panels/heatmap.jsx';
import { stat } from './panels/stat.jsx';
import { table } from './panels/table.jsx';
import { timeseries } from './panels/timeseries.jsx';

/** By the type in the JSON. What is not here cannot be drawn. */
const DRAWN = { heatmap, stat, table, timeseries };

/** @param told is called once, with what became of the panel: drawn, empty, or why it cannot be drawn */
export function Panel({ panel, width, height, context, told }) {
    const [state, setState] = useState(null);
    const tell = (outcome) => told({ title: panel.title, type: panel.type, ...outcome });
    useEffect(() => {
        prepare(panel, width, context).then(setState);
    }, []);
    useEffect(() => {
        if (state)
            tell(state.outcome);
    }, [state]);
    return (
        <PanelChrome title={panel.title} description={panel.description} width={width} height={height} padding={panel.type === 'table' ? 'none' : 'md'}>
            {(w, h) => state && (
                <Guard failed={(problem) => tell({ problem })}>
                    {state.frames ? <Drawn panel={panel} frames={state.frames} width={w} height={h} context={context} /> : <Instead text={state.text} />}
                </Guard>
            )}
        </PanelChrome>
    );
}

function Drawn(props) {
    return DRAWN[props.panel.type](props);
}

/** A panel that fails leaves the others as they are. */
class Guard extends Component {
    state = {};

    static getDerivedStateFromError(error) {
        return { text: error.message };
    }

    componentDidCatch(error) {
        this.props.failed(error.message);
    }

    render() {
        return this.state.text ? <Instead text={this.state.text} /> : this.props.children;
    }
}

async function prepare(panel, width, context) {
    if (!DRAWN[panel.type])
        return { text: `no component draws the type ${panel.type}`, outcome: { problem: `no component draws the type ${panel.type}` } };
    try {
        const frames = await load(panel, context, width);
        return frames.length ? { frames, outcome: {} } : { text: panel.fieldConfig.defaults.noValue ?? 'No data', outcome: { empty: true } };
    } catch (e) {
        return { text: e.message, outcome: { problem: e.message } };
    }
}

function Instead({ text }) {
    return <div style={{ display: 'flex', height: '100%', alignItems: 'center', justifyContent: 'center' }}>{text}</div>;
}
