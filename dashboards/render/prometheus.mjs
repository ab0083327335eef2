/* A Prometheus of our own, with the repository's rules and alerts, that scrapes both pages of each agent. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { start } from './children.mjs';

export const SCRAPE_SECONDS = 5;
const TRIES = 300;

/** @param targets facts of each agent, by job; @returns its address */
export async function prometheus({ root, scratch, targets }) {
    const folder = join(scratch, 'prometheus');
    await mkdir(folder);
    await writeFile(join(folder, 'targets.json'), JSON.stringify(Object.entries(targets).map(([job, { url }]) => ({ labels: { job }, targets: [new URL(url).host] }))));
    await writeFile(join(folder, 'prometheus.yml'), await configuration(root));
    const port = await freePort();
    start(join(scratch, 'prometheus.log'), 'prometheus', `--config.file=${folder}/prometheus.yml`, `--storage.tsdb.path=${folder}/data`,
        `--web.listen-address=127.0.0.1:${port}`, '--log.level=warn');
    const address = `http://127.0.0.1:${port}/`;
    for (let i = 0; i < TRIES; i++) {
        if (await fetch(new URL('-/ready', address)).then(({ ok }) => ok, () => false))
            return address;
        await pause(100);
    }
    throw new Error(`Prometheus does not serve; its log: ${join(scratch, 'prometheus.log')}`);
}

async function configuration(root) {
    return `
global: {scrape_interval: ${SCRAPE_SECONDS}s, evaluation_interval: ${SCRAPE_SECONDS}s}
rule_files: ["${root}/dashboards/prometheus/*.rules.yml"]
` + await readFile(join(root, 'dashboards/render/scrape.yml'), 'utf8');
}

function freePort() {
    return new Promise((found) => {
        const server = createServer().listen(0, '127.0.0.1', () => {
            const { port } = server.address();
            server.close(() => found(port));
        });
    });
}
