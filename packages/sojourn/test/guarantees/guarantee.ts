import type { Session, Sessions, SessionsOptions, Store, UntypedData } from '../../src/index.ts';
import type { Visitor } from './visitor.ts';

/** What is counted of the calls to a store. */
export type StoreCalls = Readonly<Record<'read' | 'create' | 'replace' | 'touch' | 'delete', number>>;

/** What one case works with: managers over one fresh store, and a clock that only it moves. */
export interface GuaranteeContext {
	/** Two managers, as two processes would have, over the same sessions. */
	readonly first: Sessions<UntypedData>;
	readonly second: Sessions<UntypedData>;
	/** Another manager over the same sessions, with other options. */
	manager(options?: Omit<SessionsOptions<UntypedData>, 'store'>): Sessions<UntypedData>;
	/** A browser that has never been here. */
	visitor(sessions?: Sessions<UntypedData>): Visitor;
	/** Moves the clock on. */
	pass(milliseconds: number): void;
	/** The time by the clock. */
	now(): number;
	/** The store under the managers; null for cookie sessions. */
	readonly store: Store | null;
	/** How many calls reached the store since the last time this was asked. */
	calls(): StoreCalls;
}

/** One guarantee. `'server'`: only where sessions are kept on the server. `'endings'`: there, or where ended ids are. */
export interface Guarantee {
	readonly name: string;
	readonly needs?: 'server' | 'endings' | 'subjects' | 'cookie';
	readonly run: (context: GuaranteeContext) => Promise<void>;
}

/** A session, whatever it holds. */
export type AnySession = Session<UntypedData>;
