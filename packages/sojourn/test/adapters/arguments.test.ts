import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeSession } from '../../src/adapters/node.ts';
import { oakSession } from '../../src/adapters/oak.ts';
import { createSessions } from '../../src/index.ts';
import { memoryStore } from '../../src/stores/memory.ts';

for (const [name, adapter] of Object.entries({ nodeSession, oakSession })) {
	test(`${name} refuses at start what is no manager, and says what to pass`, () => {
		for (const wrong of [undefined, null, 'sessions', { store: memoryStore() }, createSessions]) {
			assert.throws(() => adapter(wrong as never), {
				name: 'TypeError',
				message: new RegExp(`^${name} takes a manager .*${name}\\(createSessions\\(`),
			});
		}
	});
}

test('nodeSession refuses at start what is no handler', () => {
	const sessions = createSessions({ store: memoryStore(), secret: 'a secret for tests, long enough to be one' });
	for (const wrong of [null, {}, 'a handler']) {
		assert.throws(() => nodeSession(sessions, wrong as never), { name: 'TypeError', message: /handler must be/ });
	}
});
