import {
	createSessions,
	type Sessions,
	type SessionsOptions,
	type Store,
	type StoreCall,
	type StoreRecord,
	type UntypedData,
} from '../../src/index.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { Visitor } from '../guarantees/visitor.ts';
import { secret } from '../support/secret.ts';

/** A manager over a store in memory, sealed as one on a server would be, and what happened to that store. */
export interface Server {
	readonly sessions: Sessions<UntypedData>;
	readonly store: Store;
	readonly visitor: () => Visitor;
	/** The keys that the store was asked for. */
	readonly asked: string[];
	pass(milliseconds: number): void;
	/** Every record that stands in the store. */
	records(): Promise<readonly { readonly key: string; readonly record: StoreRecord }[]>;
}

export function server(options: Partial<SessionsOptions<UntypedData>> = {}): Server {
	let now = 1_800_000_000_000;
	const inner = memoryStore({ sealed: true });
	const asked: string[] = [];
	const store = new Proxy<Store>(inner, {
		get(target, name) {
			const member: unknown = Reflect.get(target, name);
			if (typeof member !== 'function') return member;
			return (...parameters: unknown[]): unknown => {
				if (name === 'read') asked.push(String(parameters[0]));
				return Reflect.apply(member, target, parameters);
			};
		},
	});
	const sessions = createSessions<UntypedData>({ store, secret, clock: () => now, ...options });
	const call: () => StoreCall = () => ({ now, signal: new AbortController().signal });
	return {
		sessions,
		store,
		asked,
		visitor: () => new Visitor(sessions),
		pass(milliseconds) {
			now += milliseconds;
		},
		records: async () => (await inner.scan(null, 1000, call())).entries,
	};
}

/** The name and the value of a visitor's only cookie. */
export function onlyCookie(visitor: Visitor): readonly [string, string] {
	const [cookie] = [...visitor.cookies];
	if (cookie === undefined) throw new Error('The visitor has no cookie.');
	return cookie;
}
