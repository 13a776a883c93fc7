import { SojournError } from '../../contract/errors.ts';
import type { StoreRecord } from '../../contract/store.ts';
import { batchesOf } from './batches.ts';
import type { Folder } from './folder.ts';
import { type Newest, newestOf } from './generations.ts';

/** Whether a text is a key. Nothing else becomes a part of a path. */
export function isKey(text: string): boolean {
	return /^[0-9a-f]{64}$/.test(text);
}

/** The first two digits of the keys that are in it. */
const shardName = /^[0-9a-f]{2}$/;

/** A key and its record. */
export interface Entry {
	readonly key: string;
	readonly record: StoreRecord;
}

/**
 * The record that a newest generation stands for, or null when it was deleted or has expired.
 *
 * @throws SojournError `SOJOURN_RECORD_UNREADABLE` when its file is damaged
 */
export function standingRecord(newest: Newest | null, now: number): StoreRecord | null {
	if (newest === null) return null;
	if (newest.content === null) {
		throw new SojournError(
			'SOJOURN_RECORD_UNREADABLE',
			'The file of the session is damaged, or was not written by this library.',
		);
	}
	const { deleted, data, version, expiresAt, subject } = newest.content;
	return deleted || expiresAt <= now ? null : { data, version, expiresAt, subject };
}

/** Every unexpired record that can be read, in the order of keys, after a key or from the start; some at a time. */
export async function* recordsAfter(folder: Folder, after: string, now: number): AsyncGenerator<readonly Entry[]> {
	const shards = (await folder.names('records')).filter((name) => shardName.test(name)).sort();
	for (const shard of shards) {
		if (shard < after.slice(0, shard.length)) continue;
		const names = await folder.names(`records/${shard}`);
		for (const keys of batchesOf(names.filter((name) => isKey(name) && name > after).sort())) {
			const entries = await Promise.all(keys.map((key) => readableRecord(folder, key, now)));
			yield entries.filter((entry) => entry !== null);
		}
	}
}

async function readableRecord(folder: Folder, key: string, now: number): Promise<Entry | null> {
	const newest = await newestOf(folder, key);
	if (newest === null || newest.content === null) return null;
	const record = standingRecord(newest, now);
	return record === null ? null : { key, record };
}
