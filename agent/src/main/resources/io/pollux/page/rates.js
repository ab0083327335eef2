/* Growth a second from one answer to the next. A descriptor is the same when its number and its generation are. */
import { columns } from './meta.js';

/** Keeps the answer before, of the rows that it had. */
export class Rates {
	#section;
	#key;
	#before = new Map();

	constructor(section, key) {
		this.#section = section;
		this.#key = key;
	}

	/** Gives every row its `rates` by column, null where the row was not seen before; a maximum is itself. */
	update(rows, clockNs) {
		const now = new Map();
		for (const row of rows) {
			const key = this.#key(row);
			const before = this.#before.get(key);
			row.rates = before === undefined ? null : this.#growth(row, clockNs, before);
			now.set(key, { row, clockNs, rates: row.rates });
		}
		this.#before = now;
	}

	#growth(row, clockNs, before) {
		const seconds = (clockNs - before.clockNs) / 1e9;
		if (seconds < 0.1)
			return before.rates;
		const rates = {};
		for (const column of columns(this.#section))
			rates[column.name] = column.kind === 'max' ? row[column.name] : Math.max(0, row[column.name] - before.row[column.name]) / seconds;
		return rates;
	}
}
