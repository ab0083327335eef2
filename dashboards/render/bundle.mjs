/* Puts the page and Grafana's components into one folder that a browser can load. */
import { build } from 'esbuild';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';

/** @returns the folder */
export async function bundle(here) {
    const folder = join(here, 'build');
    await build({
        entryPoints: [join(here, 'page/main.jsx')],
        outdir: folder,
        bundle: true,
        splitting: true,
        format: 'esm',
        jsx: 'automatic',
        minify: true,
        define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
        loader: { '.woff': 'file', '.woff2': 'file', '.svg': 'file', '.png': 'file', '.ttf': 'file' },
        logLevel: 'error',
    });
    await cp(join(here, 'page/index.html'), join(folder, 'index.html'));
    await cp(join(here, 'node_modules/@grafana/ui/dist/public'), join(folder, 'public'), { recursive: true });
    return folder;
}
