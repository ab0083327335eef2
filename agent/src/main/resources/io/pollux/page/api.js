/* What the agent is asked. GET alone, from where the page came alone. */

const LIMIT_MS = 10000;

/** Nobody listens where the page came from. */
export class Gone extends Error {}

/** A JSON answer; throws with the agent's own reason when it refuses, and Gone when there is no agent. */
export async function get(path, parameters = {}) {
	const query = new URLSearchParams(Object.entries(parameters).filter(([, v]) => v !== '' && v !== null && v !== undefined && v !== false));
	const url = query.size ? `${path}?${query}` : path;
	const response = await fetch(url, { signal: AbortSignal.timeout(LIMIT_MS), headers: { Accept: 'application/json' } }).catch(explain);
	if (!response.ok) {
		const reason = await response.json().catch(() => ({}));
		throw new Error(reason.error || `${path}: ${response.status}`);
	}
	return response.json();
}

/** fetch fails with a TypeError where no connection comes about, with others when its time is over. */
function explain(e) {
	throw e instanceof TypeError ? new Gone(e.message) : e;
}
