export {
	type CustomType,
	createSerializer,
	type KnownType,
	type Serializer,
	type SerializerOptions,
} from './codec/serializer.ts';
export { UnsupportedValueError } from './codec/unsupported-value-error.ts';
export type { AnswerHeaders } from './core/answer-headers.ts';
export { checkManager } from './core/check-manager.ts';
export type { CommitOptions } from './core/commit-options.ts';
export type { CookieStore, SessionStore } from './core/cookie-store.ts';
export { createSessions } from './core/create-sessions.ts';
export { SojournError, type SojournErrorCode, statusOfFailure } from './core/errors.ts';
export type { SessionEventListener, SessionEventName, SessionEvents } from './core/events.ts';
export type { SessionCookieOptions, SessionsOptions } from './core/options.ts';
export type { OpenOptions, RequestLike } from './core/request-source.ts';
export type { DataOfSchemas, Schema, SchemaMap, SchemaResult } from './core/schema.ts';
export type { AnySession, KeyOf, Session } from './core/session.ts';
export type { DefaultData, SessionData, UntypedData } from './core/session-data.ts';
export type { AnySessions, SessionHandler, Sessions } from './core/sessions.ts';
export type { MaxAge } from './core/settings.ts';
export type {
	ConditionalResult,
	MaybePromise,
	ScanPage,
	Store,
	StoreCall,
	StoreCapabilities,
	StoreRecord,
	SubjectEntry,
} from './core/store.ts';
export type { ListedSession } from './core/subjects.ts';
export { unsupportedByStore } from './core/unsupported.ts';
