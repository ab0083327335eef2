/* Takes a picture of every dashboard; see HELP. */
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bundle } from './bundle.mjs';
import { end } from './children.mjs';
import { fleet } from './fleet.mjs';
import { camera } from './picture.mjs';
import { prometheus, SCRAPE_SECONDS } from './prometheus.mjs';
import { serve } from './serve.mjs';

const HELP = `bin/render-dashboards [DASHBOARD...] [OPTION...]

Draws the dashboards of dashboards/grafana with Grafana's own components, and takes a picture of each: two Tomcats under load, Pollux attached
to both, each engine in turn, scraped by a real Prometheus.

  DASHBOARD             overview, connections, copies, engines, agent; all unless named
  --minutes=N           how long the load runs, and the time that the pictures show (default 12)
  --prometheus=URL      takes the data from this Prometheus instead; its newest minutes
  --scrape=SECONDS      how often that Prometheus scrapes (default 15)
  --theme=light|dark    (default light)
  --width=PIXELS        (default 1280)
  --out=FOLDER          (default docs/pictures/dashboards)

Exits 1 if a panel cannot be drawn or its query fails, and names it; a panel without data is named, too. Exits 2 if it is asked wrongly.
`;

class UsageError extends Error {
}

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');
const dashboards = join(root, 'dashboards/grafana');
const begun = Date.now();

function say(text) {
    console.log(`[${((Date.now() - begun) / 1000).toFixed(1).padStart(6)} s] ${text}`);
}

function options() {
    const { values, positionals } = parseArgs({
        allowPositionals: true,
        options: {
            help: { type: 'boolean', short: 'h' },
            minutes: { type: 'string', default: '12' },
            prometheus: { type: 'string' },
            scrape: { type: 'string', default: '15' },
            theme: { type: 'string', default: 'light' },
            width: { type: 'string', default: '1280' },
            out: { type: 'string', default: join(root, 'docs/pictures/dashboards') },
        },
    });
    for (const key of ['minutes', 'scrape', 'width'])
        if (!((values[key] = Number(values[key])) > 0))
            throw new UsageError(`--${key} is no number above 0`);
    if (!['light', 'dark'].includes(values.theme))
        throw new UsageError('--theme is light or dark');
    return { ...values, names: positionals };
}

/** Files of the dashboards that were asked for. */
async function chosen(names) {
    const all = (await readdir(dashboards)).filter((file) => file.endsWith('.json')).map((file) => file.replace(/\.json$/, ''));
    const unknown = names.filter((name) => !all.includes(`pollux-${name}`));
    if (unknown.length)
        throw new UsageError(`there is no dashboard ${unknown.join(', ')}; there are ${all.map((name) => name.replace('pollux-', '')).join(', ')}`);
    return names.length ? names.map((name) => `pollux-${name}`) : all;
}

/** @returns {address, scrape} of a Prometheus that has something to show */
async function data({ minutes, prometheus: given, scrape }, scratch) {
    if (given)
        return { address: new URL('./', given), scrape };
    const jdks = process.env.POLLUX_JDKS.split(':');
    const { targets, turns } = await fleet({ root, scratch, jdks, say });
    const address = await prometheus({ root, scratch, targets });
    say(`Prometheus: ${address}; ${minutes} minutes of load`);
    await turns(minutes * 60);
    return { address, scrape: SCRAPE_SECONDS };
}

/** @returns how many panels could not be drawn */
async function pictures({ names, minutes, theme, width, out }, { address, scrape }) {
    say("putting Grafana's components together");
    const site = await serve(await bundle(here), dashboards, address);
    await mkdir(out, { recursive: true });
    const { take, close } = await camera(process.env.POLLUX_CHROMIUM, site, { width, theme });
    const to = Math.floor(Date.now() / 1000);
    let bad = 0;
    for (const name of names) {
        const file = join(out, `${name}.png`);
        const panels = await take(name, { from: to - Math.round(minutes * 60), to, scrape }, file);
        say(`${file.startsWith(process.cwd()) ? relative('', file) : file}: ${panels.length} panels`);
        for (const { title, type, problem, empty } of panels)
            if (problem || empty)
                console.log(`           ${problem ? 'FAILED' : 'empty '} ${title} (${type})${problem ? `: ${problem}` : ''}`);
        bad += panels.filter(({ problem }) => problem).length;
    }
    await close();
    return bad;
}

async function main() {
    const asked = options();
    if (asked.help)
        return console.log(HELP);
    asked.names = await chosen(asked.names);
    const scratch = await mkdtemp(join(tmpdir(), 'pollux-render-'));
    try {
        process.exitCode = await pictures(asked, await data(asked, scratch)) ? 1 : 0;
        await end();
        await rm(scratch, { recursive: true });
    } finally {
        await end();
    }
}

main().catch((e) => {
    console.error(`render-dashboards: ${e.message}`);
    process.exit(e instanceof UsageError || e.code?.startsWith?.('ERR_PARSE_ARGS') ? 2 : 1);
});
