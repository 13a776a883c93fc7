import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSessions, type SessionStore, type UntypedData } from '../../src/index.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { Visitor } from '../guarantees/visitor.ts';
import { secret } from '../support/secret.ts';
import { HookedStore } from './hooked-store.ts';

const stores: Record<string, () => SessionStore> = {
	'a store that answers at once': memoryStore,
	'a store that answers later': () => new HookedStore(3).store,
};

for (const [name, store] of Object.entries(stores)) {
	for (const first of ['load', 'get'] as const) {
		test(`a flash that this request is just taking is there for all that ask, ${first} first, over ${name}`, async () => {
			const ann = new Visitor(createSessions<UntypedData>({ store: store(), secret }));
			await ann.visit((session) => session.flash('message', 'hello'));
			await ann.visit(async (session) => {
				if (first === 'load') await session.load();
				assert.deepEqual(
					await Promise.all([
						session.has('message'),
						session.get('message'),
						session.has('message'),
						session.keys(),
						session.all(),
						session.get('message'),
					]),
					[true, 'hello', true, ['message'], { message: 'hello' }, 'hello'],
				);
			});
			assert.equal(await ann.visit((session) => session.has('message')), false);
		});
	}
}
