import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { test } from 'node:test';
import fc, { type Arbitrary } from 'fast-check';
import { createSessions, type UntypedData } from '../../packages/sojourn/src/index.ts';
import { sqliteStore } from '../../packages/sojourn/src/sqlite.ts';
import { temporaryDirectory } from '../../packages/sojourn/test/stores/support/temporary-directory.ts';
import { damaged, damages } from './support/damages.ts';
import { type Place, type PlaceKind, testRecords } from './support/records.ts';
import { codeOf, Scene } from './support/scene.ts';

interface SqlitePlace extends Place {
	/** Sets a column of a record, whatever type it is declared with. */
	set(key: string, column: string, value: SQLInputValue): void;
	/** The columns of a record, as they stand. */
	row(key: string): Readonly<Record<string, SQLInputValue>>;
}

function open(): SqlitePlace {
	const directory = temporaryDirectory();
	const path = join(directory.path, 'sessions.db');
	const store = sqliteStore(path);
	const database = new DatabaseSync(path);
	const set: SqlitePlace['set'] = (key, column, value) => {
		const change = database.prepare(`UPDATE sojourn_sessions SET ${column} = ? WHERE key = ?`);
		assert.equal(change.run(value, key).changes, 1);
	};
	const row: SqlitePlace['row'] = (key) => {
		const query = 'SELECT data, version, expires_at, subject FROM sojourn_sessions WHERE key = ?';
		return database.prepare(query).get(key) ?? assert.fail('The row is there.');
	};
	return {
		store,
		set,
		row,
		take: (key) => Buffer.from(row(key).data as Uint8Array),
		put: (key, bytes) => set(key, 'data', bytes),
		dispose() {
			database.close();
			directory.remove();
		},
	};
}

const hour = 3_600_000;

const kind: PlaceKind<SqlitePlace> = {
	name: 'SQLite',
	open,
	tampering: {
		'data that is null': (place, key) => place.set(key, 'data', null),
		'data that is text': (place, key) => place.set(key, 'data', 'text'),
		'data that is a number': (place, key) => place.set(key, 'data', 1),
		'a version that is text': (place, key) => place.set(key, 'version', 'one'),
		'a version that is bytes': (place, key) => place.set(key, 'version', Buffer.of(1)),
		'a version that is no whole number': (place, key) => place.set(key, 'version', 1.5),
		'a version below all': (place, key) => place.set(key, 'version', -1),
		'a version beyond all': (place, key) => place.set(key, 'version', 2n ** 63n - 1n),
		'an expiry that is text': (place, key) => place.set(key, 'expires_at', 'tomorrow'),
		'an expiry that is bytes': (place, key) => place.set(key, 'expires_at', Buffer.of(1)),
		'an expiry that is no whole number': (place, key) => place.set(key, 'expires_at', Date.now() + hour + 0.5),
		'an expiry beyond all': (place, key) => place.set(key, 'expires_at', 2n ** 63n - 1n),
		'an expiry that is infinite': (place, key) => place.set(key, 'expires_at', Number.POSITIVE_INFINITY),
		'an expiry in the past': (place, key) => place.set(key, 'expires_at', -1),
		'a subject that is bytes': (place, key) => place.set(key, 'subject', Buffer.of(1)),
		'a subject that is empty': (place, key) => place.set(key, 'subject', ''),
	},
};

testRecords(test, kind, { data: 300, bytes: 300 });

const clear: readonly unknown[] = [
	'ann',
	null,
	'SOJOURN_RECORD_UNREADABLE',
	'SOJOURN_STORE_SCHEMA',
	'SOJOURN_STORE_UNAVAILABLE',
];

/** What a column may hold that nobody of ours has put there. NaN is none of it: SQLite takes it for NULL, which the table refuses. */
const anyValue: Arbitrary<SQLInputValue> = fc.oneof(
	fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
	fc.integer(),
	fc.double({ noNaN: true }),
	fc.string(),
	fc.uint8Array({ maxLength: 50 }),
	fc.constantFrom('', '0', '1', '-1', '1e999', 'NaN', '9007199254740993', 0, 1, -1),
);

test('SQLite: whatever a column of a row holds, the row opens nothing but its own session', async () => {
	const place = open();
	const scene = await Scene.open(place.store);
	const own = place.row(scene.key);
	const column = fc.constantFrom('data', 'version', 'expires_at', 'subject');
	await fc.assert(
		fc.asyncProperty(fc.array(fc.tuple(column, anyValue), { minLength: 1, maxLength: 3 }), async (changed) => {
			for (const [name, value] of Object.entries({ ...own, ...Object.fromEntries(changed) }))
				place.set(scene.key, name, value);
			await scene.outcome();
			await scene.demandOthers();
			await scene.sessions.list('ann');
		}),
		{ numRuns: 500 },
	);
	for (const [name, value] of Object.entries(own)) place.set(scene.key, name, value);
	assert.equal(await scene.outcome(), 'own', 'only what was wrong with it was the matter');
	await scene.sessions.close();
	await place.dispose();
});

test('SQLite: a database file whose bytes were tampered with gives each visitor his own session, none, or a clear error', async () => {
	const directory = temporaryDirectory();
	const path = join(directory.path, 'whole.db');
	const whole = sqliteStore(path);
	const { ann, sessions } = await Scene.open(whole);
	await sessions.close();
	const [own, others] = [readFileSync(path), Buffer.from('SQLite format 3\0 '.repeat(1000))];
	let copies = 0;
	await fc.assert(
		fc.asyncProperty(damages, async (damage) => {
			copies += 1;
			const copy = join(directory.path, `${copies}.db`);
			writeFileSync(copy, damaged(damage, own, others));
			const manager = createSessions<UntypedData>({ store: sqliteStore(copy), secret: Scene.secret });
			const found = await ann.copy(manager).visit((session) => session.get('who').catch(codeOf));
			assert.ok(clear.includes(found), `found is ${found}`);
			await manager.close();
		}),
		{ numRuns: 150 },
	);
	directory.remove();
});
