/* What the agent is asked. GET alone, from where the page came alone. */

const LIMIT_MS = 10000;

/** A JSON answer; throws with the agent's own reason when it refuses. */
export async function get(path, parameters = {}) {
	const query = new URLSearchParams(Object.entries(parameters).filter(([, v]) => v !== '' && v !== null && v !== undefined && v !== false));
	const url = query.size ? `${path}?${query}` : path;
	const response = await fetch(url, { signal: AbortSignal.timeout(LIMIT_MS), headers: { Accept: 'application/json' } });
	if (!response.ok) {
		const reason = await response.json().catch(() => ({}));
		throw new Error(reason.error || `${path}: ${response.status}`);
	}
	return response.json();
}
