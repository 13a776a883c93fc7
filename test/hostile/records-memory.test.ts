import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Session, StoreRecord, UntypedData } from '../../packages/sojourn/src/index.ts';
import { memoryStore } from '../../packages/sojourn/src/memory.ts';
import { call } from '../../packages/sojourn/src/testing/records.ts';
import { damaged, damages } from './support/damages.ts';
import { type Place, testRecords } from './support/records.ts';
import { codeOf, Scene } from './support/scene.ts';

/** Nobody gets at the memory of the process but by the store itself. */
function open(): Place {
	const store = memoryStore({ sealed: true });
	const standing = async (key: string): Promise<StoreRecord> =>
		(await store.read(key, call(Date.now()))) ?? assert.fail('The record is there.');
	return {
		store,
		take: async (key) => Buffer.from((await standing(key)).data),
		async put(key, data) {
			const record = await standing(key);
			await store.replace(key, { ...record, data, version: record.version + 1 }, record.version, call(Date.now()));
		},
		dispose() {},
	};
}

testRecords(test, { name: 'sealed memory', open, tampering: {} }, { data: 2000, bytes: 2000 });

const uses: Readonly<Record<string, (session: Session<UntypedData>) => Promise<unknown>>> = {
	get: (session) => session.get('who'),
	has: (session) => session.has('who'),
	keys: (session) => session.keys(),
	all: (session) => session.all(),
	set: (session) => session.set('who', 'another'),
	update: (session) => session.update('who', String),
	clear: (session) => session.clear(),
	touch: (session) => session.touch(),
	regenerate: (session) => session.regenerate(),
	identify: (session) => session.identify('another'),
	properties: async (session) => {
		await session.load();
		return [session.id, session.isNew, session.subject, session.createdAt, session.expiresAt];
	},
};

// What never leaves the process is not sealed: other bytes of the right layout are other values, and no one's else.
test('memory that is not sealed: random and mutated data is unreadable, or read by its layout, for its session alone', async () => {
	const scene = await Scene.open(memoryStore());
	const [own, others] = [await scene.dataOf(scene.key), await scene.dataOf(scene.bobsKey)];
	const use = fc.constantFrom(...Object.keys(uses));
	let [unreadable, read] = [0, 0];
	await fc.assert(
		fc.asyncProperty(damages, use, async (damage, name) => {
			await scene.restore(damaged(damage, own, others));
			const request = scene.ann.copy();
			const outcome = await request.visit(async (session) => uses[name]?.(session).then(() => 'read', codeOf));
			assert.ok(outcome === 'read' || outcome === 'SOJOURN_RECORD_UNREADABLE', `${name}: ${outcome}`);
			assert.equal(request.last.status, 200);
			await scene.demandOthers();
			assert.equal(await request.statusOf((session) => session.destroy()), 200, 'destroy works');
			if (outcome === 'read') read += 1;
			else unreadable += 1;
		}),
		{ numRuns: 5000 },
	);
	assert.ok(unreadable > 1000 && read > 100, `${unreadable} were unreadable, ${read} not`);
	await scene.sessions.close();
});
