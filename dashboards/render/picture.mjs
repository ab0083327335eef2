/* Pictures of the dashboards, taken by the machine's own Chromium without a window. */
import { chromium } from 'playwright-core';

const LIMIT_MS = 120_000;

/** @param options {width, theme}; @returns {take, close} */
export async function camera(program, site, { width, theme }) {
    // root has no sandbox; a container has a small /dev/shm
    const browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] });
    const context = await browser.newContext({ viewport: { width, height: 1000 }, colorScheme: theme, timezoneId: 'UTC', locale: 'en-GB' });
    return {
        take: (dashboard, window, file) => take(context, new URL(`?${new URLSearchParams({ dashboard, theme, ...window })}`, site).href, file),
        close: () => browser.close(),
    };
}

/** @returns what became of each panel, and what the page complained of */
async function take(context, address, file) {
    const page = await context.newPage();
    const complaints = [];
    page.on('pageerror', (error) => complaints.push({ type: 'page', problem: error.message }));
    await page.goto(address);
    await page.waitForFunction('window.drawn', null, { timeout: LIMIT_MS });
    const panels = await page.evaluate('window.drawn');
    await page.screenshot({ path: file, fullPage: true });
    await page.close();
    return [...panels, ...complaints];
}
