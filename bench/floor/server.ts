// The floor: the least a server can do that keeps such sessions in the store that the argument names, written by hand.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { StoreCall, StoreRecord } from 'sojourn';
import { nothingAsked } from '../kinds.ts';
import { answer, serve } from '../servers/serve.ts';
import { openStore } from '../servers/stores.ts';
import { afterVisit, newUser } from '../user.ts';
import { cookieOf, setSessionHeaders } from './cookie.ts';
import { openId, openRecord, random, sealId, sealRecord, storeKey } from './crypto.ts';
import { type FloorSession, lifetime, withUser } from './session.ts';

const [name = ''] = process.argv.slice(2);
const store = await openStore(name);
const { sealed } = store.capabilities;

interface Found {
	readonly id: Buffer;
	readonly key: string;
	readonly version: number;
	readonly session: FloorSession;
}

const handlers: Readonly<Record<string, (request: IncomingMessage, response: ServerResponse) => unknown>> = {
	'/untouched': (_request, response) => answer(response, nothingAsked),

	async '/read'(request, response) {
		const found = await read(request);
		setSessionHeaders(response, null);
		answer(response, found?.session.user.name ?? nothingAsked);
	},

	async '/write'(request, response) {
		const found = await read(request);
		if (found !== null) await replace(found);
		setSessionHeaders(response, null);
		answer(response, found?.session.user.name ?? nothingAsked);
	},

	async '/first'(_request, response) {
		setSessionHeaders(response, sealId(await create()));
		answer(response, newUser.name);
	},
};

serve(createServer((request, response) => handlers[request.url ?? '']?.(request, response)));

async function read(request: IncomingMessage): Promise<Found | null> {
	const id = openId(cookieOf(request.headers.cookie));
	if (id === null) return null;
	const key = storeKey(id);
	const record = await store.read(key, newCall());
	if (record === null) return null;
	const data = Buffer.from(record.data.buffer, record.data.byteOffset, record.data.byteLength);
	const plaintext = sealed ? openRecord(id, key, data) : data;
	return { id, key, version: record.version, session: JSON.parse(plaintext.toString()) };
}

async function replace({ id, key, version, session }: Found): Promise<void> {
	const call = newCall();
	const after = withUser(session, afterVisit(session.user), call.now);
	const result = await store.replace(key, recordOf(id, key, after, version + 1), version, call);
	if (result !== 'done') throw new Error('Another request has changed the session.');
}

async function create(): Promise<Buffer> {
	const id = random(32);
	const key = storeKey(id);
	const call = newCall();
	await store.create(key, recordOf(id, key, withUser(null, newUser, call.now), 1), call);
	return id;
}

function recordOf(id: Buffer, key: string, session: FloorSession, version: number): StoreRecord {
	const plaintext = Buffer.from(JSON.stringify(session));
	return {
		data: sealed ? sealRecord(id, key, plaintext) : plaintext,
		version,
		expiresAt: session.renewed + lifetime,
		subject: null,
	};
}

/** The signal is made when a store asks for it, as the contract has it. */
function newCall(): StoreCall {
	return {
		now: Date.now(),
		get signal() {
			return new AbortController().signal;
		},
	};
}
