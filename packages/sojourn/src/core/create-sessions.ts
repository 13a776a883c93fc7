import { type CookieStore, isCookieStore } from '../contract/cookie-store.ts';
import type { Store } from '../contract/store.ts';
import { createKeyRing } from '../crypto/key-ring.ts';
import { CookieDirectory } from './cookie-sessions/cookie-directory.ts';
import { CookieKeeper } from './cookie-sessions/cookie-keeper.ts';
import { Revocations } from './cookie-sessions/revocations.ts';
import { isUnreadable } from './faults.ts';
import { CookiePolicies } from './http/cookie-policies.ts';
import type { Directory } from './keeper/directory.ts';
import type { Keeper } from './keeper/keeper.ts';
import { Events } from './manager/events.ts';
import type { ManagerContext } from './manager/manager-context.ts';
import { Sessions } from './manager/sessions.ts';
import type { SessionsOptions } from './options/options.ts';
import type { DataOfSchemas, Schema } from './options/schema.ts';
import { resolveSecrets } from './options/secrets.ts';
import { settingsOf } from './options/settings.ts';
import { checkStore } from './options/store-option.ts';
import { RecordKeeper } from './records/record-keeper.ts';
import { SubjectDirectory } from './records/subject-directory.ts';
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
	const common: Common = {
		ring: createKeyRing(secrets, options.random === undefined ? {} : { random: options.random }),
		settings,
		policies: new CookiePolicies(options.cookie ?? {}),
		events: new Events(),
	};
	const kept = isCookieStore(store) ? inCookies(store, common) : inRecords(store, common);
	return new Sessions({
		context: { ...common, keeper: kept.keeper, budget: kept.budget },
		directory: kept.directory,
		purge: async () => (await kept.cleaned?.purger.purge()) ?? 0,
		close: async () => {
			kept.cleaned?.purger.stop();
			if (kept.cleaned?.store.capabilities.close) await kept.cleaned.store.close();
		},
	});
}

/** What both kinds of sessions need. */
type Common = Omit<ManagerContext, 'keeper' | 'budget'>;

/** A store, and what removes the expired records from it. */
interface CleanedStore {
	readonly store: Store;
	readonly purger: Purger;
}

/** What only one of the two kinds of sessions is made of. */
interface Kept {
	readonly keeper: Keeper;
	readonly directory: Directory;
	readonly budget: () => Budget;
	/** The store that has to be closed, where there is one. */
	readonly cleaned: CleanedStore | null;
}

function inRecords(store: Store, common: Common): Kept {
	const budget = budgets(store.name, common);
	const cleaned = cleanedStore(store, budget);
	return {
		keeper: new RecordKeeper({ ...common, ...cleaned }),
		directory: new SubjectDirectory({ ...common, store, budget }),
		budget,
		cleaned,
	};
}

function inCookies(store: CookieStore, common: Common): Kept {
	const budget = budgets(store.revocations?.name ?? 'cookie', common);
	const cleaned = store.revocations === null ? null : cleanedStore(store.revocations, budget);
	const revocations = cleaned === null ? null : new Revocations(cleaned.store, common.settings, cleaned.purger);
	return {
		keeper: new CookieKeeper({ ...common, pieces: store.pieces, revocations }),
		directory: new CookieDirectory(revocations, common.events, budget),
		budget,
		cleaned,
	};
}

function cleanedStore(store: Store, budget: () => Budget): CleanedStore {
	return { store, purger: new Purger(store, budget) };
}

function budgets(name: string, { settings, events }: Common): () => Budget {
	const onFailure = (error: Error): void => {
		if (isUnreadable(error)) events.emit('unreadable');
		else events.emit('storeError', error);
	};
	return () => new Budget(name, settings.deadline, settings.clock, onFailure);
}
