/* Programs that are started here and never outlive this one: each ends when its standard input does, or is killed. */
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';

const LIMIT_MS = 60_000;
const children = new Set();

process.on('exit', () => children.forEach((child) => child.kill('SIGKILL')));
for (const signal of ['SIGINT', 'SIGTERM'])
    process.on(signal, () => process.exit(1));

/**
 * Starts a program; what it writes goes to a log.
 *
 * @returns {pid, line}, where line(pattern) is the first match in its output; @throws if it ends before that line, or writes none
 */
export function start(log, program, ...args) {
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    const file = createWriteStream(log);
    child.stdout.pipe(file, { end: false });
    child.stderr.pipe(file, { end: false });
    children.add(child);
    child.on('exit', () => children.delete(child));
    return { pid: child.pid, line: (pattern) => line(child, pattern, log) };
}

function line(child, pattern, log) {
    return new Promise((found, failed) => {
        const timer = setTimeout(() => failed(new Error(`says nothing; its log: ${log}`)), LIMIT_MS);
        child.on('exit', () => failed(new Error(`ended too early; its log: ${log}`)));
        createInterface({ input: child.stdout }).on('line', (text) => {
            const match = text.match(pattern);
            if (match) {
                clearTimeout(timer);
                found(match);
            }
        });
    });
}

/** Runs a program to its end. @returns {status, out}; what it writes to standard error is shown */
export function run(program, ...args) {
    return new Promise((done) => {
        const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
        let out = '';
        child.stdout.on('data', (text) => { out += text; });
        child.on('close', (status) => done({ status, out }));
    });
}

/** Ends everything that still runs. */
export async function end() {
    const ends = [...children].map((child) => new Promise((gone) => child.on('exit', gone)));
    children.forEach((child) => child.kill());
    await Promise.all(ends);
}
