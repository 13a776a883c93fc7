import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from 'redis';
import type { Store } from 'sojourn';
import { cookieStore } from 'sojourn/cookie';
import { fileStore } from 'sojourn/file';
import { memoryStore } from 'sojourn/memory';
import { redisStore } from 'sojourn/redis';
import { sqliteStore } from 'sojourn/sqlite';
import type { Subject } from './interleavings.ts';
import type { Place } from './run.ts';

/** Sessions in these stores. */
export function inStore(stores: readonly Store[]): Place {
	return { kept: 'in a store', stores, managed: (store) => store };
}

export const memory: Subject = {
	name: 'memory',
	async open() {
		const store = memoryStore();
		return { ...inStore([store, store, store]), dispose() {} };
	},
};

/** Sealed by WebCrypto, which answers later than any store has to. */
export const webCryptoMemory: Subject = {
	name: 'memory, sealed by WebCrypto',
	async open() {
		const store = memoryStore({ sealed: true });
		return { ...inStore([store, store, store]), webCrypto: true, dispose() {} };
	},
};

export const webCryptoCookies: Subject = {
	name: 'cookies sealed by WebCrypto, with revocations',
	async open() {
		return { ...(await revocableCookies.open()), webCrypto: true };
	},
};

export const cookies: Subject = {
	name: 'cookies',
	async open() {
		const store = memoryStore();
		return { kept: 'in cookies', stores: [store, store, store], managed: () => cookieStore(), dispose() {} };
	},
};

export const revocableCookies: Subject = {
	name: 'cookies with revocations',
	async open() {
		const store = memoryStore();
		return {
			kept: 'in cookies, ended ids in a store',
			stores: [store, store, store],
			managed: (revocations) => cookieStore({ revocations }),
			dispose() {},
		};
	},
};

export const file: Subject = inDirectory('file', (directory) => fileStore(join(directory, 'sessions')));

export const sqlite: Subject = inDirectory('sqlite', (directory) => sqliteStore(join(directory, 'sessions.db')));

/** Sessions in a running Redis, under keys of their own. */
export function redis(url: string): Subject {
	return {
		name: 'redis',
		async open() {
			const prefix = `sojourn-test-${randomUUID()}:`;
			const clients = await Promise.all(Array.from({ length: 3 }, () => createClient({ url }).connect()));
			return {
				...inStore(clients.map((client) => redisStore(client, { prefix }))),
				async dispose() {
					const [client] = clients;
					for await (const keys of client?.scanIterator({ MATCH: `${prefix}*`, COUNT: 1000 }) ?? []) {
						if (keys.length > 0) await client?.unlink(keys);
					}
					for (const each of clients) each.destroy();
				},
			};
		},
	};
}

function inDirectory(name: string, open: (directory: string) => Store): Subject {
	return {
		name,
		async open() {
			const directory = mkdtempSync(join(tmpdir(), 'sojourn-'));
			return {
				...inStore([open(directory), open(directory), open(directory)]),
				dispose: () => rmSync(directory, { recursive: true }),
			};
		},
	};
}
