// Ours on node:http, over the store that the argument names.

import { createServer } from 'node:http';
import { createSessions } from 'sojourn';
import { cookieStore } from 'sojourn/cookie';
import { type NodeHandler, nodeSession } from 'sojourn/node';
import { nothingAsked } from '../kinds.ts';
import { afterVisit, newUser, type User } from '../user.ts';
import { secret } from './secret.ts';
import { answer, serve } from './serve.ts';
import { openStore } from './stores.ts';

interface Data {
	readonly user: User;
}

const [name = ''] = process.argv.slice(2);
const sessions = createSessions<Data>({ store: name === 'cookie' ? cookieStore() : await openStore(name), secret });

const handlers: Readonly<Record<string, NodeHandler<Data>>> = {
	'/untouched': (_request, response) => answer(response, nothingAsked),

	async '/read'(_request, response, session) {
		const user = await session.get('user');
		answer(response, user?.name ?? nothingAsked);
	},

	async '/write'(_request, response, session) {
		const user = await session.get('user');
		if (user !== null) await session.set('user', afterVisit(user));
		answer(response, user?.name ?? nothingAsked);
	},

	async '/first'(_request, response, session) {
		await session.set('user', newUser);
		answer(response, newUser.name);
	},
};

serve(
	createServer(
		nodeSession(sessions, (request, response, session) => handlers[request.url ?? '']?.(request, response, session)),
	),
);
