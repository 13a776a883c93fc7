import type { Sessions } from '../core/manager/sessions.ts';
import type { Session } from '../core/session/session.ts';
import type { UntypedData } from '../core/session/session-data.ts';
import type { Browser } from './browser.ts';
import type { StoreWeather } from './store-weather.ts';

/** What a handler answers, to be written in the framework's own way. */
export interface AdapterAnswer {
	/** Default 200. */
	readonly status?: number;
	/** By their names. */
	readonly headers?: Readonly<Record<string, string>>;
	/** A text, or pieces of it that are sent one after the other. Default: empty. */
	readonly body?: string | AsyncIterable<string>;
}

/** The application under test: called for every path and method. */
export type AdapterHandler = (path: string, session: Session<UntypedData>) => Promise<AdapterAnswer>;

/** What one case works with. */
export interface AdapterContext {
	/** What the server answers from now on. */
	serve(handler: AdapterHandler): void;
	/** A browser that has never been there. */
	browser(): Browser;
	readonly sessions: Sessions<UntypedData>;
	/** The store under them, whose calls can be made slow or made to fail. */
	readonly weather: StoreWeather;
}

/** One demand on an adapter. */
export interface AdapterCase {
	readonly name: string;
	/** The frameworks it is demanded of: those that tell of throws, or those that do not. Default: all. */
	readonly tellsOfThrows?: boolean;
	readonly run: (context: AdapterContext) => Promise<void>;
}
