/* The stack that opened a descriptor, where the agent keeps it (stacks=on). It never changes, so it is asked for once. */
import { get } from './api.js';
import * as meta from './meta.js';

const PATH = '/api/stacks';

let known = [];
let asked = 0;

/** Asks for one descriptor's in the background; until there is an answer none is known. */
export async function ask(fd, conn) {
	const mine = ++asked;
	known = [];
	if (!meta.has(PATH))
		return;
	try {
		const answer = await get(PATH, { fd });
		const opener = answer.opened_by.find(by => by.descriptors.some(d => d.fd === fd && d.conn === conn));
		if (mine === asked)
			known = opener?.frames ?? [];
	} catch {
		// the page says elsewhere that the agent does not answer
	}
}

/** Frames of the descriptor last asked for, the innermost first; none: not known. */
export const frames = () => known;
