import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSessions, type Sessions, type UntypedData } from '../../src/index.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { secret } from '../support/secret.ts';

const manager = (): Sessions<UntypedData> => createSessions<UntypedData>({ store: memoryStore(), secret });

test('everyone who opened a request is told once that something is asked of its session', async () => {
	const sessions = manager();
	const request = new Request('https://example.com/');
	const told: string[] = [];
	const session = sessions.open(request, { onUse: () => told.push('first') });
	assert.equal(sessions.open(request, { onUse: () => told.push('second') }), session);
	assert.equal(told.join(), '', 'not before');
	await session.get('user');
	await session.get('user');
	assert.equal(told.join(), 'first,second');
	sessions.open(request, { onUse: (used) => told.push(used === session ? 'third' : 'of another') });
	assert.equal(told.join(), 'first,second,third', 'and at once where something was asked already');
});

test('a request that was opened is not opened otherwise', () => {
	const sessions = manager();
	const request = new Request('https://example.com/');
	const session = sessions.open(request, { readonly: true });
	assert.throws(() => sessions.open(request, { readonly: false }), { name: 'TypeError', message: /`readonly`/ });
	assert.throws(() => sessions.open(request, { secure: false }), { name: 'TypeError', message: /`secure`/ });
	assert.equal(sessions.open(request, { readonly: true, secure: true }), session, 'with the same options it is');
	assert.equal(sessions.open(request), session, 'and without any');
});

test('a copy of a request has a session of its own: it may carry the cookie of another visitor', () => {
	const sessions = manager();
	const request = { headers: { cookie: 'a=1' } };
	const session = sessions.open(request);
	const copy = { ...request, headers: { cookie: 'a=2' } };
	assert.notEqual(sessions.open(copy), session);
	assert.notEqual(sessions.open(Object.create(request)), session);
	assert.equal(sessions.open(request), session, 'and the request keeps its own');
	assert.equal(sessions.open(copy), sessions.open(copy));
});
