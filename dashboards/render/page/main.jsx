/* Draws the dashboard that the address names: /?dashboard=UID&from=SECONDS&to=SECONDS&scrape=SECONDS&theme=light|dark.
 * When all is drawn, window.drawn is a list with a line a panel: {title, type, empty?, problem?}. */
import '@fontsource/inter/400.css';
import '@fontsource/inter/500.css';
import { createRoot } from 'react-dom/client';
import { createTheme, dateTime, ThemeContext } from '@grafana/data';
import { GlobalStyles } from '@grafana/ui';
import { annotations } from './annotations.js';
import { boot } from './boot.js';
import { Dashboard } from './dashboard.jsx';
import { Clock } from './prometheus.js';
import { resolve } from './variables.js';

async function main() {
    const address = new URLSearchParams(location.search);
    const [from, to, scrape] = ['from', 'to', 'scrape'].map((key) => Number(address.get(key)));
    await boot();
    const dashboard = await (await fetch(`/dashboards/${address.get('dashboard')}.json`)).json();
    const theme = createTheme({ colors: { mode: address.get('theme') } });
    const range = { from: dateTime(from * 1000).utc(), to: dateTime(to * 1000).utc() };
    const context = { theme, clock: new Clock(from, to, scrape), timeRange: { ...range, raw: range } };
    context.variables = await resolve(dashboard, context.clock);
    context.marks = await annotations(dashboard, context);
    createRoot(document.getElementById('root')).render(
        <ThemeContext.Provider value={theme}>
            <GlobalStyles />
            <Dashboard dashboard={dashboard} context={context} done={finish} />
        </ThemeContext.Provider>,
    );
}

/** Charts are painted a frame after their data, letters once their font is there. */
async function finish(panels) {
    await document.fonts.ready;
    for (let i = 0; i < 3; i++)
        await new Promise(requestAnimationFrame);
    window.drawn = [...panels.values()];
}

main().catch((e) => {
    window.drawn = [{ title: document.title, type: 'dashboard', problem: e.stack }];
});
