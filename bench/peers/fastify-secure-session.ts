// @fastify/secure-session: the session in a cookie, sealed by a native library.

import secureSession from '@fastify/secure-session';
import type { User } from '../user.ts';
import { serveOnFastify } from './fastify.ts';

declare module '@fastify/secure-session' {
	interface SessionData {
		user: User;
	}
}

await serveOnFastify(
	async (server) => {
		await server.register(secureSession, { key: Buffer.alloc(32, 7), cookie: { path: '/', maxAge: 86_400 } });
	},
	({ session }) => ({ get: () => session.get('user'), set: (user) => session.set('user', user) }),
);
