import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type RedisClient, redisStore } from '../../src/redis.ts';
import { cookieStore } from '../../src/stores/cookie.ts';
import { fileStore } from '../../src/stores/file.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { sqliteStore } from '../../src/stores/sqlite.ts';

const stores: Readonly<Record<string, (options: object) => unknown>> = {
	cookieStore,
	memoryStore,
	sqliteStore: (options) => sqliteStore(':memory:', options),
	redisStore: (options) => redisStore(async () => ({}) as RedisClient, options),
};

for (const [name, make] of Object.entries(stores)) {
	test(`an option that ${name} does not have is a TypeError that names it and those that there are`, () => {
		assert.throws(() => make({ mispelt: 1 }), {
			name: 'TypeError',
			message: new RegExp(`^${name} has no option mispelt\\. The options are: \\w+`),
		});
	});

	test(`options of ${name} that are no object are a TypeError that says what to write`, () => {
		for (const options of [null, 5, true, 'text', [], () => {}]) {
			assert.throws(() => make(options as object), {
				name: 'TypeError',
				message: new RegExp(`^${name} takes an object of options, such as \\{ \\w+: \\.\\.\\. \\}`),
			});
		}
	});
}

test('fileStore has no options, and says so to who passes some', () => {
	const loose = fileStore as (...values: readonly unknown[]) => unknown;
	for (const options of [{}, { mode: 0o600 }, null, 5]) {
		assert.throws(() => loose('sessions', options), { name: 'TypeError', message: /^fileStore .* has no options\.$/ });
	}
	assert.ok(loose('sessions', undefined));
});

test('a table of sqliteStore whose name is no text is refused by the name of the option', () => {
	for (const table of [null, ['sessions'], 5]) {
		assert.throws(() => sqliteStore(':memory:', { table: table as unknown as string }), {
			name: 'TypeError',
			message: /sqliteStore: table/,
		});
	}
});
