export {
	type CustomType,
	createSerializer,
	type KnownType,
	type Serializer,
	type SerializerOptions,
} from './codec/serializer.ts';
export { UnsupportedValueError } from './codec/unsupported-value-error.ts';
export { checkOptions } from './contract/check-options.ts';
export type { CookieStore, SessionStore } from './contract/cookie-store.ts';
export { SojournError, type SojournErrorCode, statusOfFailure } from './contract/errors.ts';
export type {
	ConditionalResult,
	ScanPage,
	Store,
	StoreCall,
	StoreCapabilities,
	StoreRecord,
	SubjectEntry,
} from './contract/store.ts';
export { unsupportedByStore } from './contract/unsupported.ts';
export { createSessions } from './core/create-sessions.ts';
export type { SessionHandler } from './core/fetch/fetch-handler.ts';
export type { AnswerHeaders } from './core/http/answer-headers.ts';
export type { OpenOptions } from './core/http/open-options.ts';
export type { RequestLike } from './core/http/request-like.ts';
export type { ListedSession } from './core/keeper/directory.ts';
export { checkManager } from './core/manager/check-manager.ts';
export type { CommitOptions } from './core/manager/commit-options.ts';
export type { SessionEventListener, SessionEventName, SessionEvents } from './core/manager/events.ts';
export type { AnySessions, Sessions } from './core/manager/sessions.ts';
export type { SessionCookieOptions, SessionsOptions } from './core/options/options.ts';
export type { DataOfSchemas, Schema, SchemaMap, SchemaResult } from './core/options/schema.ts';
export type { MaxAge } from './core/options/settings.ts';
export type { AnySession, KeyOf, Session } from './core/session/session.ts';
export type { DefaultData, SessionData, UntypedData } from './core/session/session-data.ts';
export type { MaybePromise } from './promises/maybe-promise.ts';
