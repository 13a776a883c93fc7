import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unlessUnreadable, unreadableRecord } from '../../src/stores/redis/faults.ts';

test('a search in Redis that is given up for whatever reason fails with that reason', async () => {
	for (const reason of [null, undefined, 'a text', { code: 'SOJOURN_RECORD_UNREADABLE' }, new Error('of Redis')]) {
		await assert.rejects(unlessUnreadable(Promise.reject(reason)), (error) => error === reason);
	}
	assert.equal(await unlessUnreadable(Promise.reject(unreadableRecord())), null, 'and passes over what is no record');
});
