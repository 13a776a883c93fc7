// iron-session on node:http: the session in a sealed cookie.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { getIronSession } from 'iron-session';
import { nothingAsked } from '../kinds.ts';
import { secret } from '../servers/secret.ts';
import { answer, serve } from '../servers/serve.ts';
import { afterVisit, newUser, type User } from '../user.ts';

const options = { password: secret, cookieName: 'session', ttl: 86_400 };

serve(createServer((request, response) => void handle(request, response)));

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
	if (request.url === '/untouched') return answer(response, nothingAsked);
	const session = await getIronSession<{ user?: User }>(request, response, options);
	const { user } = session;
	switch (request.url) {
		case '/read':
			return answer(response, user?.name ?? nothingAsked);
		case '/write':
			if (user !== undefined) {
				session.user = afterVisit(user);
				await session.save();
			}
			return answer(response, user?.name ?? nothingAsked);
		default:
			session.user = newUser;
			await session.save();
			return answer(response, newUser.name);
	}
}
