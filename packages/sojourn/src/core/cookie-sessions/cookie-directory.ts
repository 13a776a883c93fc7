import { unsupported } from '../faults.ts';
import { type Directory, isHandle, type ListedSession } from '../keeper/directory.ts';
import type { Events } from '../manager/events.ts';
import type { Budget } from '../store-calls/budget.ts';
import type { Revocations } from './revocations.ts';

/** What can be ended from outside where sessions are in their visitors' cookies: a session whose handle one has, if ended ids are kept. */
export class CookieDirectory implements Directory {
	readonly #revocations: Revocations | null;
	readonly #events: Events;
	readonly #budget: () => Budget;

	constructor(revocations: Revocations | null, events: Events, budget: () => Budget) {
		this.#revocations = revocations;
		this.#events = events;
		this.#budget = budget;
	}

	async list(): Promise<ListedSession[]> {
		throw unsupported(
			'Sessions in cookies cannot be listed: only the visitors have them.',
			'Choose a store on the server.',
		);
	}

	async revoke(handle: string): Promise<boolean> {
		if (this.#revocations === null) {
			throw unsupported(
				'Sessions in cookies cannot be revoked by themselves.',
				'Keep the ended ids: cookieStore({ revocations: store }).',
			);
		}
		if (!isHandle(handle)) return false;
		const noted = await this.#revocations.revoked(handle, this.#budget());
		if (noted) this.#events.emit('ended');
		return noted;
	}

	async revokeAll(): Promise<number> {
		throw unsupported('Sessions in cookies cannot be found by their subject.', 'Choose a store on the server.');
	}
}
