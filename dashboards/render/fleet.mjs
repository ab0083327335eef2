/* What the pictures are taken of: two Tomcats, one a customer of the other, under load, with Pollux attached to both as a user would
 *
 *   visitors ──► shop (oldest JDK, each engine in turn) ──► orders (newest JDK, epoll)
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { run, start } from './children.mjs';

const VISITORS = 24;
const REFUSED = 5; // the kernel cannot do it

/** @returns {targets, turns}: host:port by job, and the function that gives every engine its turn */
export async function fleet({ root, scratch, jdks, say }) {
    const pollux = (...args) => run(join(root, 'bin/pollux'), ...args);
    const demo = async (name, jdk, main, ...args) => {
        await mkdir(join(scratch, name));
        const child = start(join(scratch, `${name}.log`), join(jdk, 'bin/java'), '-XX:+UseSerialGC', '-cp', join(root, 'demo/target/pollux-demo.jar'),
            `io.pollux.demo.shop.${main}`, ...args);
        return { name, pid: child.pid, port: main === 'ShopMain' ? (await child.line(/^ready (\d+)/))[1] : null };
    };
    const orders = await demo('orders', jdks.at(-1), 'ShopMain', join(scratch, 'orders'));
    const shop = await demo('shop', jdks[0], 'ShopMain', join(scratch, 'shop'), orders.port);
    await demo('visitors', jdks[0], 'VisitorsMain', shop.port, String(VISITORS));
    const targets = {};
    for (const { name, pid } of [shop, orders]) {
        await expect(pollux('attach', pid, 'port=0', 'copies=on'));
        targets[name] = JSON.parse(await expect(pollux('status', pid, '-o', 'json'))).facts;
        say(`${name}: pid ${pid}, ${targets[name].jvm}, ${targets[name].url}`);
    }
    return { targets, turns: (seconds) => turns(pollux, shop.pid, targets.shop.url, seconds, say) };
}

/** Each engine that the agent knows, and the first once more, for equal parts of the time. */
async function turns(pollux, pid, url, seconds, say) {
    const metrics = await (await fetch(new URL('metrics', url))).text();
    const engines = [...new Set([...metrics.matchAll(/^pollux_waits_total\{engine="([\w-]+)"/gm)].map(([, engine]) => engine))];
    for (const engine of [...engines, engines[0]]) {
        const { status } = await pollux('engine', pid, engine);
        if (status === REFUSED)
            continue;
        if (status !== 0)
            throw new Error(`bin/pollux engine ${pid} ${engine} ended with exit code ${status}`);
        say(`shop is served by ${engine}`);
        await pause(seconds / (engines.length + 1) * 1000);
    }
}

async function expect(running) {
    const { status, out } = await running;
    if (status !== 0)
        throw new Error(`bin/pollux ended with exit code ${status}: ${out}`);
    return out;
}
