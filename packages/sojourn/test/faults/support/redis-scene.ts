import { setTimeout } from 'node:timers/promises';
import { type RedisServer, startRedis } from '../../../../../test/servers/redis.ts';
import { startProxy, type TcpProxy } from '../../../../../test/servers/tcp-proxy.ts';
import { createSessions, type Session, SojournError, type UntypedData } from '../../../src/index.ts';
import { redisStore } from '../../../src/redis.ts';
import { Visitor } from '../../guarantees/visitor.ts';
import { type ClientOptions, openBy } from '../../stores/support/redis-clients.ts';
import { secret } from '../../support/secret.ts';

/** Milliseconds for the store calls of a request here. */
export const deadline = 400;

/** Milliseconds beyond the deadline that a busy machine may take to notice it. */
const tolerance = 2000;

/** What a request does with its session. */
export type Visit = (session: Session<UntypedData>) => Promise<unknown>;

/** A manager over a Redis of its own, and somebody who has a session there: `user` is `ann`. */
export interface RedisScene extends AsyncDisposable {
	readonly server: RedisServer;
	/** What the client is connected through, if the scene was opened so. */
	readonly proxy: TcpProxy;
	readonly ann: Visitor;
	/** Another one like her. */
	guest(): Promise<Visitor>;
	/** Somebody who has never been here. */
	newcomer(): Visitor;
	/** Settles when the client has noticed that its connection is lost. */
	untilLost(): Promise<void>;
	/** How many keys Redis has. */
	countKeys(): Promise<unknown>;
}

/** How a request ended. */
export interface Outcome {
	/** The code of its error, or null where it succeeded. */
	readonly code: string | null;
	/** What the visit answered. */
	readonly value: unknown;
}

/** What a scene is, beyond the client it is seen by. */
export interface SceneOptions {
	/** Whether the client is connected through a proxy. */
	readonly proxied?: boolean;
	readonly client?: ClientOptions;
}

/** Opens a scene whose Redis has everything on the disk that it has answered. */
export async function openScene(client: string, options: SceneOptions = {}): Promise<RedisScene> {
	const server = await startRedis({ appendonly: 'yes', appendfsync: 'always' });
	const proxy = await startProxy(server.port);
	const open = openBy[client];
	if (open === undefined) throw new Error(`There is no client ${client}.`);
	const { port } = options.proxied ? proxy : server;
	const opened = await open(`redis://127.0.0.1:${port}`, options.client);
	const sessions = createSessions<UntypedData>({
		store: redisStore(opened.client),
		secret,
		deadline,
	});
	sessions.on('storeError', () => {});
	sessions.on('failed', () => {});
	const guest = async (): Promise<Visitor> => {
		const visitor = new Visitor(sessions);
		await visitor.visit((session) => session.set('user', 'ann'));
		return visitor;
	};
	await teachScripts(await guest());
	return {
		server,
		proxy,
		ann: await guest(),
		guest,
		newcomer: () => new Visitor(sessions),
		async untilLost() {
			while (opened.isConnected()) await setTimeout(5);
		},
		countKeys: () => server.send('DBSIZE'),
		async [Symbol.asyncDispose]() {
			await sessions.close();
			opened.close();
			await proxy[Symbol.asyncDispose]();
			await server[Symbol.asyncDispose]();
		},
	};
}

/** From now on Redis knows the scripts, so that what is sent by their names is carried out. */
async function teachScripts(visitor: Visitor): Promise<void> {
	await visitor.visit((session) => session.set('more', true));
	await visitor.visit((session) => session.regenerate());
	await visitor.visit((session) => session.destroy());
}

/** Makes a request, which is stored within the visit. Throws if it takes longer than its deadline, or fails otherwise than by an error of ours. */
export async function outcomeOf(visitor: Visitor, visit: Visit): Promise<Outcome> {
	const started = performance.now();
	let outcome: Outcome;
	try {
		const value = await visitor.visit(async (session) => {
			const given = await visit(session);
			await session.save();
			return given;
		});
		outcome = { code: null, value };
	} catch (error) {
		if (!(error instanceof SojournError)) throw error;
		outcome = { code: error.code, value: undefined };
	}
	const elapsed = performance.now() - started;
	if (elapsed > deadline + tolerance) throw new Error(`The request took ${elapsed} ms.`);
	return outcome;
}

/** A visit that stores something. */
export function store(key: string): Visit {
	return (session) => session.set(key, true);
}

/** The ways to change a session that is there. Whichever was not made, it has the one key it had. */
export const changes: Readonly<Record<string, Visit>> = {
	set: store('late'),
	update: (session) => session.update('late', () => true),
	regenerate: (session) => session.regenerate(),
	destroy: (session) => session.destroy(),
	identify: (session) => session.identify('eve'),
};

/** Reads the session, waits for something, and only then goes on. */
export function after(event: () => Promise<unknown>, visit: Visit): Visit {
	return async (session) => {
		await session.get('user');
		await event();
		return visit(session);
	};
}

/** Tries until the store answers again; what fails until then fails as it should. */
export async function untilBack(ann: Visitor): Promise<void> {
	for (;;) {
		const { code, value } = await outcomeOf(ann.copy(), (session) => session.get('user'));
		if (code === null && value === 'ann') return;
		if (code !== 'SOJOURN_STORE_UNAVAILABLE') throw new Error(`Ann is answered with ${code ?? value}.`);
	}
}
