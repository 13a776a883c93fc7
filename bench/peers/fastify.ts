import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { nothingAsked } from '../kinds.ts';
import { announce } from '../servers/serve.ts';
import { afterVisit, newUser, type User } from '../user.ts';

/** The session of a request, as a library for Fastify gives it. */
export interface UserSession {
	get(): User | undefined;
	set(user: User): void;
}

/** Serves the four kinds of request on Fastify, with sessions as the library gives them. */
export async function serveOnFastify(
	setUp: (server: FastifyInstance) => Promise<void>,
	sessionOf: (request: FastifyRequest) => UserSession,
): Promise<void> {
	const server = Fastify();
	await setUp(server);
	server.get('/untouched', async () => nothingAsked);
	server.get('/read', async (request) => sessionOf(request).get()?.name ?? nothingAsked);
	server.get('/write', async (request) => {
		const session = sessionOf(request);
		const user = session.get();
		if (user !== undefined) session.set(afterVisit(user));
		return user?.name ?? nothingAsked;
	});
	server.get('/first', async (request) => {
		sessionOf(request).set(newUser);
		return newUser.name;
	});
	await server.listen({ port: 0, host: '127.0.0.1' });
	announce((server.server.address() as AddressInfo).port);
}
