import { type CookieStore, isCookieStore, type SessionStore } from '../contract/cookie-store.ts';
import type { Store } from '../contract/store.ts';
import { createKeyRing, type KeyRing } from '../crypto/key-ring.ts';
import { CookieDirectory } from './cookie-sessions/cookie-directory.ts';
import { CookieKeeper } from './cookie-sessions/cookie-keeper.ts';
import { Revocations } from './cookie-sessions/revocations.ts';
import { warnOnce } from './environment.ts';
import { isUnreadable } from './faults.ts';
import { CookiePolicies } from './http/cookie-policies.ts';
import type { Keeper } from './keeper/keeper.ts';
import { Events } from './manager/events.ts';
import { Sessions } from './manager/sessions.ts';
import type { SessionsOptions } from './options/options.ts';
import type { DataOfSchemas, Schema } from './options/schema.ts';
import { resolveSecrets } from './options/secrets.ts';
import { type Settings, settingsOf } from './options/settings.ts';
import { RecordKeeper } from './records/record-keeper.ts';
import { type Directory, SubjectDirectory } from './records/subject-directory.ts';
import type { DefaultData } from './session/session-data.ts';
import { Budget } from './store-calls/budget.ts';
import { Purger } from './store-calls/purger.ts';

/**
 * Makes a manager of sessions.
 *
 * @throws TypeError for a wrong option, which it names
 * @throws SojournError `SOJOURN_SECRET_MISSING` without a secret; `SOJOURN_SECRET_WEAK` for a short one with
 * `NODE_ENV=production`
 */
export function createSessions<Schemas extends Readonly<Record<string, Schema>>>(
	options: SessionsOptions & { readonly schema: Schemas },
): Sessions<DataOfSchemas<Schemas>>;
export function createSessions<Data = DefaultData>(options: SessionsOptions<Data>): Sessions<Data>;
export function createSessions(options: SessionsOptions): Sessions {
	const settings = settingsOf(options);
	const { store } = options;
	checkStore(store);
	const secrets = resolveSecrets(options.secret);
	if (secrets.length === 0 && isCookieStore(store)) {
		throw new TypeError(
			'The option secret: false is for stores on the server: a cookie session without a secret could be read and made by anyone. Pass a secret.',
		);
	}
	const events = new Events();
	const common: Common = {
		ring: createKeyRing(secrets, options.random === undefined ? {} : { random: options.random }),
		settings,
		policies: new CookiePolicies(options.cookie ?? {}),
		events,
	};
	const kept = isCookieStore(store) ? inCookies(store, common) : inRecords(store, common);
	return new Sessions({
		context: { keeper: kept.keeper, settings, policies: common.policies, budget: kept.budget },
		events,
		directory: kept.directory,
		purge: async () => (await kept.records?.purger.purge()) ?? 0,
		close: async () => {
			kept.records?.purger.stop();
			if (kept.records?.store.capabilities.close) await kept.records.store.close();
		},
	});
}

interface Common {
	readonly ring: KeyRing;
	readonly settings: Settings;
	readonly policies: CookiePolicies;
	readonly events: Events;
}

interface Records {
	readonly store: Store;
	readonly purger: Purger;
}

interface Kept {
	readonly keeper: Keeper;
	readonly directory: Directory;
	readonly budget: () => Budget;
	/** The store that has to be kept clean and closed, where there is one. */
	readonly records: Records | null;
}

function inRecords(store: Store, common: Common): Kept {
	const budget = budgets(store.name, common);
	const purger = new Purger(store, budget);
	return {
		keeper: new RecordKeeper({ ...common, store, purger }),
		directory: new SubjectDirectory({ ...common, store, budget }),
		budget,
		records: { store, purger },
	};
}

function inCookies(store: CookieStore, common: Common): Kept {
	const budget = budgets(store.revocations?.name ?? 'cookie', common);
	const purger = store.revocations === null ? null : new Purger(store.revocations, budget);
	const records = store.revocations === null || purger === null ? null : { store: store.revocations, purger };
	const revocations = records === null ? null : new Revocations(records.store, common.settings, records.purger);
	return {
		keeper: new CookieKeeper({ ...common, pieces: store.pieces, revocations }),
		directory: new CookieDirectory(revocations, common.events, budget),
		budget,
		records,
	};
}

function budgets(name: string, { settings, events }: Common): () => Budget {
	const onFailure = (error: Error): void => {
		if (isUnreadable(error)) events.emit('unreadable');
		else events.emit('storeError', error);
	};
	return () => new Budget(name, settings.deadline, settings.clock, onFailure);
}

function isStore(store: unknown): store is SessionStore {
	if (typeof store !== 'object' || store === null) return false;
	return 'stateless' in store || ('capabilities' in store && 'replace' in store && typeof store.replace === 'function');
}

function warnIfForgotten({ revocations }: CookieStore): void {
	if (revocations?.capabilities.durable !== 'none') return;
	warnOnce(
		'SOJOURN_REVOCATIONS_NOT_DURABLE',
		`The ${revocations.name} store forgets which cookie sessions were ended: after a restart, or when it is full, a copy of their cookies opens again. Keep revocations in a store that lasts.`,
	);
}

function checkStore(store: unknown): asserts store is SessionStore {
	if (!isStore(store)) {
		throw new TypeError(
			"The option store must be a store, such as sqliteStore('sessions.db') of 'sojourn/sqlite' or memoryStore() of 'sojourn/memory'.",
		);
	}
	if (isCookieStore(store)) {
		warnIfForgotten(store);
		return;
	}
	if (typeof store.capabilities.sealed !== 'boolean') {
		throw new TypeError(
			'The capabilities of the store must say sealed: true, or false if it never leaves the memory of this process.',
		);
	}
	if (store.capabilities.atomic) return;
	warnOnce(
		'SOJOURN_STORE_NOT_ATOMIC',
		`The ${store.name} store cannot compare and set in one step: parallel requests can lose each other's changes. Choose a store that declares atomic.`,
	);
}
