// The floor where the session is in the visitor's cookie: the least a server can do, written by hand.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { nothingAsked } from '../kinds.ts';
import { answer, serve } from '../servers/serve.ts';
import { afterVisit, newUser } from '../user.ts';
import { cookieOf, setSessionHeaders } from './cookie.ts';
import { openSession, random, sealSession, storeKey } from './crypto.ts';
import { type FloorSession, lifetime, withUser } from './session.ts';

const handlers: Readonly<Record<string, (request: IncomingMessage, response: ServerResponse) => void>> = {
	'/untouched': (_request, response) => answer(response, nothingAsked),

	'/read'(request, response) {
		const found = read(request);
		setSessionHeaders(response, null);
		answer(response, found?.session.user.name ?? nothingAsked);
	},

	'/write'(request, response) {
		const found = read(request);
		setSessionHeaders(response, found === null ? null : write(found));
		answer(response, found?.session.user.name ?? nothingAsked);
	},

	'/first'(_request, response) {
		setSessionHeaders(response, create());
		answer(response, newUser.name);
	},
};

serve(createServer((request, response) => handlers[request.url ?? '']?.(request, response)));

/** A session in a cookie has an id too, whose hash is its handle. */
const idLength = 32;

interface Found {
	readonly id: Buffer;
	readonly handle: string;
	readonly session: FloorSession;
}

function read(request: IncomingMessage): Found | null {
	const cookie = cookieOf(request.headers.cookie);
	if (cookie === '') return null;
	const plaintext = openSession(cookie);
	const id = plaintext.subarray(0, idLength);
	const session: FloorSession = JSON.parse(plaintext.toString('utf8', idLength));
	return session.renewed + lifetime > Date.now() ? { id, handle: storeKey(id), session } : null;
}

function write({ id, session }: Found): string {
	return seal(id, withUser(session, afterVisit(session.user), Date.now()));
}

function create(): string {
	const id = random(idLength);
	storeKey(id);
	return seal(id, withUser(null, newUser, Date.now()));
}

function seal(id: Buffer, session: FloorSession): string {
	return sealSession(Buffer.concat([id, Buffer.from(JSON.stringify(session))]));
}
