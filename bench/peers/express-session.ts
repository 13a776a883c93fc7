// express-session through Connect, over the store that the argument names.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import connect from 'connect';
import { RedisStore } from 'connect-redis';
import session, { type Session } from 'express-session';
import { nothingAsked } from '../kinds.ts';
import { secret } from '../servers/secret.ts';
import { answer, serve } from '../servers/serve.ts';
import { redisClient } from '../servers/stores.ts';
import { afterVisit, newUser, type User } from '../user.ts';

const [name] = process.argv.slice(2);
const store =
	name === 'redis'
		? new RedisStore({ client: await redisClient(), prefix: `${process.pid}:` })
		: new session.MemoryStore();

const application = connect();
application.use(
	session({ store, secret, resave: false, saveUninitialized: false, cookie: { maxAge: 86_400_000 } }) as never,
);
application.use((request: IncomingMessage, response: ServerResponse) => {
	const { session } = request as unknown as { session: Session & { user?: User } };
	switch (request.url) {
		case '/read':
			return answer(response, session.user?.name ?? nothingAsked);
		case '/write': {
			const { user } = session;
			if (user !== undefined) session.user = afterVisit(user);
			return answer(response, user?.name ?? nothingAsked);
		}
		case '/first':
			session.user = newUser;
			return answer(response, newUser.name);
		default:
			return answer(response, nothingAsked);
	}
});

serve(createServer(application));
