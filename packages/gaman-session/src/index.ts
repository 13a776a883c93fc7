export { type Session, type SessionData, type Sessions, SojournError, type SojournErrorCode } from 'sojourn';
export type { SessionDriver } from './drivers.ts';
export type {
	GamanAnswer,
	GamanContext,
	GamanCookies,
	GamanHeaders,
	GamanRequest,
	SessionIntegration,
	SessionIntegrationFactory,
} from './gaman.ts';
export type { SessionOptions } from './options.ts';
export { session } from './session.ts';
