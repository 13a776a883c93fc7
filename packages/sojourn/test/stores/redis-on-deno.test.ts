import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { anyRedis } from '../../../../test/servers/redis.ts';

test('under Deno the Redis store keeps the contract with the client that was written for it (stand-in)', async () => {
	await using redis = await anyRedis();
	const file = join(import.meta.dirname, 'deno', 'redis-contract.ts');
	const { stdout } = await promisify(execFile)('deno', ['test', '--no-check', '--allow-all', '--quiet', file], {
		env: { ...process.env, REDIS_URL: redis.url, NO_COLOR: '1' },
		timeout: 50_000,
		maxBuffer: 1 << 26,
	});
	const [, passed = '0'] = /^ok \| (\d+) passed \| 0 failed/m.exec(stdout) ?? [];
	assert.ok(Number(passed) > 50, stdout);
});
