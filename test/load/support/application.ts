import { randomInt } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import type { Session, Sessions, UntypedData } from 'sojourn';
import type { NodeHandler } from 'sojourn/node';

/** What a request is about. */
interface Visit {
	readonly session: Session<UntypedData>;
	readonly sessions: Sessions<UntypedData>;
	readonly response: ServerResponse;
}

/** What is done for each path; what comes of it is the body. */
const paths: Readonly<Record<string, (visit: Visit) => Promise<unknown>>> = {
	'/untouched': async () => null,
	'/read': ({ session }) => session.get('value'),
	'/write': ({ session }) => session.set('value', 'x'.repeat(randomInt(300))),
	'/update': ({ session }) => session.update('count', (count) => (count ?? 0) + 1),
	'/flash': ({ session }) => session.flash('message', 'saved'),
	'/take': ({ session }) => session.get('message'),
	'/clear': ({ session }) => session.clear(),
	'/remember': ({ session }) => session.setMaxAge(randomInt(60, 300)),
	'/regenerate': ({ session }) => session.regenerate(),
	'/identify': ({ session }) => session.identify(someone()),
	'/destroy': ({ session }) => session.destroy(),
	'/list': async ({ sessions }) => (await sessions.list(someone())).length,
	'/revoke-all': ({ sessions }) => sessions.revokeAll(someone()),

	'/fail': async ({ session }) => {
		await session.set('value', 'never stored');
		throw new Error('The handler fails.');
	},

	'/stream': async ({ session, response }) => {
		await session.get('value');
		response.write('a part, ');
		await setImmediate();
		if (!session.isNew) await session.set('streamed', randomInt(1000));
		await session.save();
		return 'the rest';
	},
};

/** The paths of requests that no cookie session can answer. */
export const onServerOnly: readonly string[] = ['/list', '/revoke-all', '/stream'];

/** A server's handler with a path for everything that can be done with a session. */
export function application(sessions: Sessions<UntypedData>): NodeHandler<UntypedData> {
	return async (request, response, session) => {
		const act = paths[request.url ?? ''];
		if (act === undefined) throw new Error('There is no such path.');
		response.end(JSON.stringify(await act({ session, sessions, response })) ?? '');
	};
}

function someone(): string {
	return `user ${randomInt(50)}`;
}
