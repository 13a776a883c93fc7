// @fastify/session over its own memory store.

import cookie from '@fastify/cookie';
import session from '@fastify/session';
import type { FastifyRequest } from 'fastify';
import { secret } from '../servers/secret.ts';
import type { User } from '../user.ts';
import { serveOnFastify } from './fastify.ts';

await serveOnFastify(
	async (server) => {
		await server.register(cookie);
		await server.register(session, {
			secret,
			saveUninitialized: false,
			cookie: { secure: false, maxAge: 86_400_000 },
		});
	},
	(request) => {
		const { session } = request as unknown as FastifyRequest & { session: { user?: User } };
		return {
			get: () => session.user,
			set(user) {
				session.user = user;
			},
		};
	},
);
