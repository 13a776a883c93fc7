import { equal } from '../expect.ts';
import { pause } from '../pause.ts';
import { bytesOf, call, equalRecord, keyOf, minute, record } from '../records.ts';
import type { StoreCase } from '../store-case.ts';

/** Milliseconds of real time for which the records of the first try are to live: what some databases count in seconds. */
const shortestLife = 1000;

/** Milliseconds within which a database that removes a record at its expiry has done so. */
const grace = 200;

export const removalCases: readonly StoreCase[] = [
	{
		name: 'a record whose expiry was moved later is not removed when the old one comes',
		async run({ first, second }) {
			// In real time, by which databases remove what has expired. Where that has come already, all begins anew.
			for (let life = shortestLife, number = 0; ; life *= 2, number += 2) {
				const now = Date.now();
				const oldExpiry = now + life;
				const created = record(oldExpiry);
				const replaced = record(now + 60 * minute, { data: bytesOf('replaced'), version: 2 });
				for (const each of [number, number + 1]) await first.create(keyOf(each), created, call(now));
				const stands = await first.touch(keyOf(number), now + 60 * minute, 1, call(now));
				const result = await first.replace(keyOf(number + 1), replaced, 1, call(now));
				if (Date.now() >= oldExpiry) continue;
				equal([stands, result], [true, 'done'], 'A record that has not expired is touched and replaced.');
				await pause(oldExpiry + grace - Date.now());
				const later = call(Date.now());
				const touched = { ...created, expiresAt: now + 60 * minute };
				const demand = 'A database that removes the expired by itself is told of every expiry that was moved.';
				equalRecord(await second.read(keyOf(number), later), touched, demand);
				equalRecord(await second.read(keyOf(number + 1), later), replaced, demand);
				return;
			}
		},
	},
];
