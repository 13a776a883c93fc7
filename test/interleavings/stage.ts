import type { Sessions, UntypedData } from 'sojourn';
import type { Oracle } from '../model/oracle.ts';
import type { Kept } from '../model/world.ts';
import type { Schedule } from './schedule.ts';
import type { CallCounts } from './scheduled-store.ts';

/** What everybody in a run has to do with. */
export interface Stage {
	readonly schedule: Schedule;
	readonly kept: Kept;
	readonly oracle: Oracle;
	/** One manager for each process. */
	readonly processes: readonly Sessions<UntypedData>[];
	/** The cookie of each browser, where it has one. */
	readonly cookies: Map<number, string>;
	/** The handle of each session, by its token. */
	readonly handles: Map<string, string>;
	/** The calls that reached the store. */
	readonly counts: CallCounts;
	/** Calls to the store that are made, and whose answer may still be acted on. */
	unansweredCalls: number;
	/** Requests and revocations that are under way, and how often anything got between them. */
	underWay: number;
	disturbances: number;
	/** Moves the clock. */
	pass(milliseconds: number): void;
}
