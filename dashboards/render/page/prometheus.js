/* Prometheus' HTTP API, and the times that Grafana asks it for. */

/** How Grafana's data source would ask, given the window in seconds since the epoch and the scrape interval. */
export class Clock {
    constructor(from, to, scrapeSeconds) {
        Object.assign(this, { from, to, scrapeSeconds });
    }

    /** Seconds between two points of a chart so wide. */
    step(pixels) {
        return Math.max(this.scrapeSeconds, Math.ceil((this.to - this.from) / Math.max(pixels, 1)));
    }

    /** The window in whole steps, so that a picture does not depend on the second it is taken in. */
    window(step) {
        return { start: Math.floor(this.from / step) * step, end: Math.floor(this.to / step) * step, step };
    }

    /** Grafana's own variables: a rate's window has at least four scrapes. */
    built(step) {
        const range = Math.round(this.to - this.from);
        return {
            __interval: `${step}s`,
            __rate_interval: `${Math.max(step + this.scrapeSeconds, 4 * this.scrapeSeconds)}s`,
            __range: `${range}s`,
        };
    }
}

/** @returns the series of a query; @throws with Prometheus' own words */
export async function ask(kind, parameters) {
    const answer = await fetch(`/api/v1/${kind}?${new URLSearchParams(parameters)}`);
    const { status, error, data } = await answer.json();
    if (status !== 'success')
        throw new Error(`${error}: ${parameters.query}`);
    return data.result;
}
