// Fastify without sessions: what the session libraries for Fastify are compared with.

import { newUser } from '../user.ts';
import { serveOnFastify } from './fastify.ts';

await serveOnFastify(
	async () => {},
	() => ({ get: () => newUser, set() {} }),
);
