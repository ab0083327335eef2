/* The page, the dashboards and Prometheus behind one address on loopback, so that the browser asks nobody else. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

const TYPES = {
    '.css': 'text/css', '.html': 'text/html', '.js': 'text/javascript', '.json': 'application/json', '.svg': 'image/svg+xml', '.woff2': 'font/woff2',
};

/** @returns the address; the server ends with the process */
export async function serve(site, dashboards, prometheus) {
    const server = createServer((request, response) => answer(request.url, response, { site, dashboards, prometheus }).catch((e) => {
        response.writeHead(e.code === 'ENOENT' ? 404 : 502).end(e.message);
    }));
    await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
    server.unref();
    return `http://127.0.0.1:${server.address().port}/`;
}

async function answer(url, response, { site, dashboards, prometheus }) {
    const path = normalize(new URL(url, 'http://x').pathname);
    if (path.startsWith('/api/'))
        return pass(await fetch(new URL(url.slice(1), prometheus)), response);
    const file = path.startsWith('/dashboards/') ? join(dashboards, path.slice('/dashboards/'.length)) : join(site, path === '/' ? 'index.html' : path);
    await stat(file);
    response.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
}

async function pass(from, response) {
    response.writeHead(from.status, { 'Content-Type': 'application/json' }).end(await from.text());
}
