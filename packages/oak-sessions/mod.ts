import type { DefaultData } from 'sojourn';
import { OakSessions } from './src/oak-sessions.ts';
import type { StateSession } from './src/state-session.ts';

/**
 * The sessions of an application: `new Session(store).initMiddleware()` puts the visitor's session at `ctx.session`, and
 * `Session.initMiddleware(store)` at `ctx.state.session` too.
 */
export const Session: typeof OakSessions = OakSessions;
/** As a type, what is at `ctx.state.session`: programs describe the state of their application with it. */
export type Session<Data = DefaultData> = StateSession<Data>;

export {
	type Session as VisitorSession,
	type SessionData,
	type Sessions,
	SojournError,
	type SojournErrorCode,
} from 'sojourn';
export type { OakContext, OakMiddleware } from 'sojourn/oak';
export type { OakSessions } from './src/oak-sessions.ts';
export type { OakCookieOptions, SessionOptions } from './src/options.ts';
export { CookieStore } from './src/stores/cookie.ts';
export { MemoryStore } from './src/stores/memory.ts';
export type { OakStore } from './src/stores/oak-store.ts';
export { RedisStore } from './src/stores/redis.ts';
export { SqliteStore } from './src/stores/sqlite.ts';
export { WebdisStore } from './src/stores/webdis.ts';
