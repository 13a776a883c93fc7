/** A server that is measured. */
export interface Contestant {
	readonly name: string;
	/** The module that serves it, from this folder, and its argument. */
	readonly command: readonly string[];
	/** The server without sessions that it is compared with. */
	readonly bare: string;
	/** Of ours: the server that shows how fast it could be. */
	readonly floor?: string;
	/** Of another library's: the one of ours that keeps sessions in the same way. */
	readonly rival?: string;
	/** It is more than JavaScript. */
	readonly native?: true;
}

const stores = ['memory', 'cookie', 'sqlite', 'redis'];

/** Every server that is measured, each after those that it is compared with. */
export const contestants: readonly Contestant[] = [
	{ name: 'node:http', command: ['servers/bare.ts'], bare: 'node:http' },
	{ name: 'Fastify', command: ['peers/fastify-bare.ts'], bare: 'Fastify' },
	...stores.flatMap((store) => [
		{
			name: `floor, ${store}`,
			command: store === 'cookie' ? ['floor/cookie-server.ts'] : ['floor/server.ts', store],
			bare: 'node:http',
		},
		{
			name: `sojourn, ${store}`,
			command: ['servers/sojourn.ts', store],
			bare: 'node:http',
			floor: `floor, ${store}`,
		},
	]),
	{
		name: 'express-session, memory',
		command: ['peers/express-session.ts', 'memory'],
		bare: 'node:http',
		rival: 'sojourn, memory',
	},
	{
		name: 'express-session, connect-redis',
		command: ['peers/express-session.ts', 'redis'],
		bare: 'node:http',
		rival: 'sojourn, redis',
	},
	{ name: 'iron-session', command: ['peers/iron-session.ts'], bare: 'node:http', rival: 'sojourn, cookie' },
	{
		name: '@fastify/session, memory',
		command: ['peers/fastify-session.ts'],
		bare: 'Fastify',
		rival: 'sojourn, memory',
	},
	{
		name: '@fastify/secure-session',
		command: ['peers/fastify-secure-session.ts'],
		bare: 'Fastify',
		rival: 'sojourn, cookie',
		native: true,
	},
];
