import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSessions } from '../../src/index.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { secret } from '../support/secret.ts';

for (const name of ['save', 'reload', 'regenerate', 'destroy'] as const) {
	test(`${name} refuses the callback of express-session at once, and does nothing`, async () => {
		const sessions = createSessions({ store: memoryStore(), secret });
		const session = sessions.open(null);
		await session.set('user', 'ann');
		await session.save();
		const { id } = session;
		const method: (callback: () => void) => unknown = Reflect.get(session, name).bind(session);
		let calls = 0;
		assert.throws(() => method(() => (calls += 1)), {
			name: 'TypeError',
			message: `session.${name} takes no callback. Write: await session.${name}().`,
		});
		await sessions.commit(session, new Headers());
		assert.equal(session.id, id);
		assert.equal(await session.get('user'), 'ann');
		assert.equal(calls, 0);
		assert.equal(await sessions.open(null)[name](), undefined);
		await sessions.close();
	});
}
