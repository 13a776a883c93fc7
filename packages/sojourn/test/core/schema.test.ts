import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import * as v from 'valibot';
import { createSessions, type Schema, SojournError } from '../../src/index.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { secret } from '../support/secret.ts';

function sessionsWithSchema() {
	return createSessions({
		store: memoryStore(),
		secret,
		schema: {
			user: v.object({ id: v.number(), name: v.pipe(v.string(), v.trim()) }),
			visits: v.pipeAsync(
				v.number(),
				v.checkAsync(async (count) => count >= 0),
			),
		},
	});
}

test('set encodes at once also where a key has a schema', async () => {
	const sessions = sessionsWithSchema();
	const session = sessions.open(null);
	const user = { id: 1, name: 'Ann' };
	const setting = session.set('user', user);
	user.id = 2;
	await setting;
	assert.deepEqual(await session.get('user'), { id: 1, name: 'Ann' });
	await sessions.close();
});

test('a value that its schema takes is stored as the schema gives it back', async () => {
	const sessions = sessionsWithSchema();
	const session = sessions.open(null);
	await session.set('user', { id: 1, name: '  Ann ' });
	assert.deepEqual(await session.get('user'), { id: 1, name: 'Ann' });
	await sessions.close();
});

test('what a schema itself throws, or rejects with, goes to whoever passed the value, as it is', async () => {
	const away = new Error('The database that it asks is away.');
	const schemaThat = (validate: () => Promise<never>): Schema<number> => ({
		'~standard': { version: 1, vendor: 'test', validate },
	});
	const schema = {
		throws: schemaThat(() => {
			throw away;
		}),
		rejects: schemaThat(() => Promise.reject(away)),
	};
	const sessions = createSessions({ store: memoryStore(), secret, schema });
	const session = sessions.open(null);
	for (const key of ['throws', 'rejects'] as const) {
		await assert.rejects(session.set(key, 1), (error) => error === away);
	}
	assert.equal(sessions.hasUnsavedChanges(session), false);
	await sessions.close();
});

test('update refuses a key whose schema is asynchronous, and says what to use instead', async () => {
	const sessions = sessionsWithSchema();
	const session = sessions.open(null);
	await session.set('visits', 1);
	await assert.rejects(
		session.update('visits', (count) => (count ?? 0) + 1),
		{
			name: 'TypeError',
			message: /option schema.*Use get and set/,
		},
	);
	assert.equal(await session.get('visits'), 1);
	await sessions.close();
});

test('a value that its schema refuses is SOJOURN_VALUE_UNSUPPORTED at set, with the path to it and no value', async () => {
	const sessions = sessionsWithSchema();
	const session = sessions.open(null);
	const wrong = { id: 'a very secret id', name: 'Ann' } as unknown as { id: number; name: string };
	for (const refused of [() => session.set('user', wrong), () => session.flash('user', wrong)]) {
		await assert.rejects(refused, (error: unknown) => {
			assert.ok(error instanceof SojournError);
			assert.equal(error.code, 'SOJOURN_VALUE_UNSUPPORTED');
			assert.match(error.message, /stands at: id\.$/);
			assert.doesNotMatch(inspect(error, { depth: 9 }), /a very secret id/);
			return true;
		});
	}
	await session.update('user', () => ({ id: 2, name: ' Bob ' }));
	assert.deepEqual(await session.get('user'), { id: 2, name: 'Bob' }, 'update gives it to the schema too');
	await assert.rejects(
		session.update('user', () => wrong),
		{ code: 'SOJOURN_VALUE_UNSUPPORTED' },
	);
	await session.delete('user');
	await assert.rejects(session.set('visits', -1), { code: 'SOJOURN_VALUE_UNSUPPORTED' });
	assert.equal(await session.has('user'), false);
	await sessions.close();
});
