import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeSession } from '../../src/adapters/node.ts';
import { destroyOakSession, oakSession } from '../../src/adapters/oak.ts';
import { createSessions } from '../../src/index.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { secret } from '../support/secret.ts';

for (const [name, adapter] of Object.entries({ nodeSession, oakSession, destroyOakSession })) {
	test(`${name} refuses what is no manager, and says what to pass`, async () => {
		for (const wrong of [undefined, null, 'sessions', { store: memoryStore() }, createSessions]) {
			await assert.rejects(async () => adapter(wrong as never, undefined as never), {
				name: 'TypeError',
				message: new RegExp(`^${name} takes a manager .*${name}\\(createSessions\\(`),
			});
		}
	});
}

test('nodeSession refuses at start what is no handler', () => {
	const sessions = createSessions({ store: memoryStore(), secret });
	for (const wrong of [null, {}, 'a handler']) {
		assert.throws(() => nodeSession(sessions, wrong as never), { name: 'TypeError', message: /handler must be/ });
	}
});

test('oakSession refuses at start what would be passed over: a handler beside the manager, or options', () => {
	const sessions = createSessions({ store: memoryStore(), secret });
	const loose = oakSession as (...values: readonly unknown[]) => unknown;
	for (const other of [() => {}, {}, null]) {
		assert.throws(() => loose(sessions, other), { name: 'TypeError', message: /app\.use\(oakSession\(sessions\)\)/ });
	}
});
