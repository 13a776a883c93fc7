import { createSessions } from 'sojourn';
import { driverFor } from './drivers.ts';
import { integrationMark, type SessionIntegrationFactory } from './gaman.ts';
import { sessionIntegration } from './integration.ts';
import { checkSessionOptions, type SessionOptions, secretOf } from './options.ts';

/**
 * Sessions for GamanJS: gives every handler and middleware `ctx.session`.
 *
 * ```ts
 * defineBootstrap(mainBlock, (app) => {
 *   app.registerIntegration(session({ driver: { type: 'sql' } }))
 * })
 * ```
 *
 * What the handler stored is in the store before the answer leaves; if it cannot be stored, the answer is an empty 500,
 * or 409 when others ended or changed it meanwhile. Each application that the factory is registered with has sessions of
 * its own.
 *
 * @throws TypeError for a wrong option, which it names: here, or for those of `createSessions` when it is registered
 * @throws SojournError `SOJOURN_UNSUPPORTED` for the driver `mongodb`; when registered, `SOJOURN_SECRET_MISSING` without
 * a secret, and `SOJOURN_SECRET_WEAK` for a short one with `NODE_ENV=production`
 */
export function session(options: SessionOptions = {}): SessionIntegrationFactory {
	checkSessionOptions(options);
	const { driver = { type: 'cookies' }, store: given, secure = true, cookie, ...others } = options;
	const open = given === undefined ? driverFor(driver) : () => ({ store: given, connection: null });
	const factory = () => {
		const { store, connection } = open();
		const sessions = createSessions({ ...others, secret: secretOf(options), store, cookie: { ...cookie, secure } });
		return sessionIntegration(sessions, connection);
	};
	return Object.assign(factory, { [integrationMark]: true as const });
}
