/** What stands under a key. */
export interface Value {
	readonly text: string;
	readonly flash: boolean;
}

/** Everything that a session holds. */
export type Values = Readonly<Record<string, Value>>;

/** What a change has made of keys; null where nothing is left. */
export type Changed = Readonly<Record<string, Value | null>>;

/** What is different after a change. */
export function changedFrom(before: Values, after: Values): Changed {
	const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
	const changed = [...keys].sort().filter((key) => before[key] !== after[key]);
	return Object.fromEntries(changed.map((key) => [key, after[key] ?? null]));
}

/** The values with a change over them. */
export function withChanged(values: Values, changed: Changed): Values {
	const entries = Object.entries({ ...values, ...changed });
	return Object.fromEntries(entries.filter((entry): entry is [string, Value] => entry[1] !== null));
}

/** What a request wants of one key: a value, nothing, or its own flash that it took before it was stored. */
export type Wish = Value | 'absent' | 'spent';

/** What a request has asked for and not yet stored. */
export interface Pending {
	/** Everything goes, but for the keys that were stored since that was asked for. */
	readonly clear: { readonly butFor: readonly string[] } | null;
	readonly wishes: Readonly<Record<string, Wish>>;
	readonly subject: { readonly name: string | null } | null;
	readonly renewal: boolean;
	readonly newId: boolean;
}

export const nothingPending: Pending = { clear: null, wishes: {}, subject: null, renewal: false, newId: false };

export function isNothing({ clear, wishes, subject, renewal, newId }: Pending): boolean {
	return clear === null && Object.keys(wishes).length === 0 && subject === null && !renewal && !newId;
}

/** Whether all of it was flashes that were spent before they were stored, so that nothing may be left to store. */
export function isAllSpent({ clear, wishes, subject, renewal, newId }: Pending): boolean {
	const isSpent = Object.values(wishes).every((wish) => wish === 'spent');
	return isSpent && clear === null && subject === null && !renewal && !newId;
}

/** Whether to store it could leave everything as it is. */
export function mayChangeNothing(pending: Pending, standing: Values): boolean {
	if (pending.subject !== null || pending.renewal || pending.newId) return false;
	const isCleared = pending.clear !== null && Object.keys(standing).some((key) => !pending.clear?.butFor.includes(key));
	if (isCleared) return false;
	return Object.entries(pending.wishes).every(
		([key, wish]) => wish === 'spent' || (wish === 'absent' && standing[key] === undefined),
	);
}

/** What a session may hold after it. A flash that was spent before it was stored may or may not take others' value along. */
export function after(pending: Pending, standing: Values): readonly Values[] {
	const kept = Object.entries(standing).filter(([key]) => pending.clear === null || pending.clear.butFor.includes(key));
	let results: Values[] = [Object.fromEntries(kept)];
	for (const [key, wish] of Object.entries(pending.wishes)) {
		results = results.flatMap((values) => {
			if (wish === 'absent') return [withoutKey(values, key)];
			return wish === 'spent' ? [values, withoutKey(values, key)] : [withKey(values, key, wish)];
		});
	}
	return results;
}

/** What the request itself finds under a key; undefined where the store has the word. */
export function ownWish(pending: Pending, key: string): Wish | undefined {
	const wish = pending.wishes[key];
	if (wish !== undefined) return wish;
	return pending.clear !== null && !pending.clear.butFor.includes(key) ? 'absent' : undefined;
}

export function withWish(pending: Pending, key: string, wish: Wish): Pending {
	return { ...pending, wishes: withKey(pending.wishes, key, wish) };
}

/** Forgets what was wished of a key, because something newer of this request is stored under it. */
export function withStored(pending: Pending, key: string): Pending {
	const wishes = withoutKey(pending.wishes, key);
	const clear = pending.clear === null ? null : { butFor: [...new Set([...pending.clear.butFor, key])].sort() };
	return { ...pending, wishes, clear };
}

/** The record with this under a key. Its keys are in order, so that what is equal is written alike. */
export function withKey<Member>(
	record: Readonly<Record<string, Member>>,
	key: string,
	member: Member,
): Record<string, Member> {
	if (Object.hasOwn(record, key)) return { ...record, [key]: member };
	const entries = [...Object.entries(record), [key, member] as const];
	return Object.fromEntries(entries.sort(([left], [right]) => (left < right ? -1 : 1)));
}

export function withoutKey<Member>(record: Readonly<Record<string, Member>>, key: string): Record<string, Member> {
	const { [key]: _, ...rest } = record;
	return rest;
}
