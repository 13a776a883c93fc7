import assert from 'node:assert/strict';
import type { Store } from '../../../src/index.ts';
import { call, keyOf, record } from '../../../src/testing/records.ts';

/**
 * Moves a session of a subject from key to key, as `regenerate` does, while others look for it: it has to be found all
 * along. The index is to be so full of old entries that to look at them takes longer than a move.
 */
export async function findWhileMoving(mover: Store, finder: Store, subject: string): Promise<void> {
	const now = Date.now();
	const far = now + 600_000;
	let number = 0;
	let isOver = false;
	await mover.create(keyOf(number), record(far, { subject }), call(now));
	const move = async (): Promise<void> => {
		while (!isOver) {
			await mover.create(keyOf(number + 1), record(far, { subject }), call(now));
			const ended = record(far, { data: new Uint8Array(0), version: 2 });
			assert.equal(await mover.replace(keyOf(number), ended, 1, call(now)), 'done');
			number += 1;
		}
	};
	const moving = move();
	try {
		for (let round = 0; round < 6 || number < 10; round += 1) {
			const found = await finder.findBySubject(subject, 100, call(now));
			assert.ok(found.length > 0, `it is found, after ${number} moves`);
		}
	} finally {
		isOver = true;
		await moving;
	}
}
