import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createKeyRing } from '../../src/crypto/key-ring.ts';
import { createRandomPool } from '../../src/crypto/random.ts';
import { toHex } from './support/bytes.ts';
import { implementations, node, web } from './support/implementations.ts';
import { context, foreign, newest, older, ringsOf } from './support/rings.ts';

const plaintext = Buffer.from('what a session holds');

/** Two secrets whose 24-bit key ids are the same, found by search. */
const sameKeyId = [
	'a secret that shares its key id, number 3341',
	'a secret that shares its key id, number 5509',
] as const;

for (const [implementation, primitives] of implementations) {
	const before = createKeyRing([older], { primitives });
	const after = createKeyRing([newest, older], { primitives });
	const later = createKeyRing([newest], { primitives });

	test(`after a rotation the older secret opens, and says that it is not current, over ${implementation}`, async () => {
		const id = before.newId();
		const key = await before.storeKey(id);
		const idCookie = await after.openIdCookie(await before.sealIdCookie(id, context), context);
		assert.deepEqual([toHex(idCookie?.bytes), idCookie?.current], [toHex(id), false]);
		const record = await after.records(id, key).open(await before.records(id, key).seal(plaintext));
		assert.deepEqual([toHex(record?.bytes), record?.current], [toHex(plaintext), false]);
		const cookie = await after.openCookieSession(await before.sealCookieSession(plaintext, context), context);
		assert.deepEqual([toHex(cookie?.bytes), cookie?.current], [toHex(plaintext), false]);
	});

	test(`after a rotation only the newest secret seals over ${implementation}`, async () => {
		const id = after.newId();
		const key = await after.storeKey(id);
		const idCookie = await after.sealIdCookie(id, context);
		const record = await after.records(id, key).seal(plaintext);
		const cookie = await after.sealCookieSession(plaintext, context);
		assert.equal((await later.openIdCookie(idCookie, context))?.current, true);
		assert.equal((await later.records(id, key).open(record))?.current, true);
		assert.equal((await later.openCookieSession(cookie, context))?.current, true);
		assert.equal(await before.openIdCookie(idCookie, context), null);
		assert.equal(await before.records(id, key).open(record), null);
		assert.equal(await before.openCookieSession(cookie, context), null);
	});

	test(`a secret taken off the list opens nothing any more over ${implementation}`, async () => {
		const id = before.newId();
		const key = await before.storeKey(id);
		assert.equal(await later.openIdCookie(await before.sealIdCookie(id, context), context), null);
		assert.equal(await later.records(id, key).open(await before.records(id, key).seal(plaintext)), null);
		assert.equal(await later.openCookieSession(await before.sealCookieSession(plaintext, context), context), null);
	});

	test(`two secrets with one key id are refused, and so is one listed twice, over ${implementation}`, async () => {
		for (const secrets of [sameKeyId, [newest, older, newest]]) {
			await assert.rejects(
				async () => createKeyRing(secrets, { primitives }).subjectTags('someone'),
				(error) => {
					assert(error instanceof TypeError);
					assert.match(error.message, /`secret`/);
					for (const secret of secrets) assert(!error.message.includes(secret));
					return true;
				},
			);
		}
		for (const secret of sameKeyId) {
			const ring = createKeyRing([secret, foreign], { primitives });
			assert.equal((await ring.openIdCookie(await ring.sealIdCookie(ring.newId(), context), context))?.current, true);
		}
	});

	test(`a subject has one opaque text for each secret, newest first, over ${implementation}`, async () => {
		const [tag, olderTag] = await after.subjectTags('user-1');
		assert.match(tag ?? '', /^[A-Za-z0-9_-]{43}$/);
		assert.deepEqual(await later.subjectTags('user-1'), [tag]);
		assert.deepEqual(await before.subjectTags('user-1'), [olderTag]);
		const others = await Promise.all(['user-2', '', 'USER-1', 'user-1 '].map(async (each) => later.subjectTags(each)));
		assert.equal(new Set([tag, olderTag, ...others.flat()]).size, 6);
	});

	test(`without a secret everything works, and the id alone makes the key of a record, over ${implementation}`, async () => {
		const [ring, sameRing] = [createKeyRing([], { primitives }), createKeyRing([], { primitives })];
		const id = ring.newId();
		const key = await ring.storeKey(id);
		const record = await ring.records(id, key).seal(plaintext);
		assert.equal(toHex((await sameRing.records(id, key).open(record))?.bytes), toHex(plaintext));
		assert.equal(toHex((await sameRing.openIdCookie(await ring.sealIdCookie(id, context), context))?.bytes), toHex(id));
		assert.equal(await sameRing.records(ring.newId(), key).open(record), null);
		assert.equal(await later.records(id, key).open(record), null);
		assert.equal(await later.openIdCookie(await ring.sealIdCookie(id, context), context), null);
	});

	test(`parallel first calls all get their answers over ${implementation}`, async () => {
		const ring = createKeyRing([newest, older], { primitives });
		const ids = Array.from({ length: 20 }, () => ring.newId());
		const opened = await Promise.all(
			ids.map(async (id) => ring.openIdCookie(await ring.sealIdCookie(id, context), context)),
		);
		assert.deepEqual(
			opened.map((each) => toHex(each?.bytes)),
			ids.map(toHex),
		);
	});

	test(`to make a key ring asks for no random bytes and no time over ${implementation}`, async () => {
		const refuse = (): never => assert.fail('asked for too early');
		const ring = createKeyRing([newest], { primitives, random: refuse, clock: refuse });
		assert.equal((await ring.subjectTags('user-1')).length, 1);
	});
}

test('over node:crypto every answer is there at once', () => {
	const ring = createKeyRing([newest, older], { primitives: node });
	const id = ring.newId();
	const key = ring.storeKey(id);
	assert(typeof key === 'string');
	const idCookie = ring.sealIdCookie(id, context);
	assert(typeof idCookie === 'string');
	const record = ring.records(id, key).seal(plaintext);
	assert(record instanceof Uint8Array);
	const cookie = ring.sealCookieSession(plaintext, context);
	assert(typeof cookie === 'string');
	const answers = [
		ring.openIdCookie(idCookie, context),
		ring.records(id, key).open(record),
		ring.openCookieSession(cookie, context),
		ring.subjectTags('user-1'),
	];
	for (const answer of answers) assert(answer !== null && !(answer instanceof Promise));
	assert.throws(() => createKeyRing([newest, newest], { primitives: node }), TypeError);
});

test('the default is node:crypto where there is one, and gives what WebCrypto gives', async () => {
	const ring = createKeyRing([newest]);
	const tags = ring.subjectTags('user-1');
	assert(!(tags instanceof Promise));
	assert.deepEqual(await createKeyRing([newest], { primitives: web }).subjectTags('user-1'), tags);
});

test('memory shared between threads can be sealed and opened', async () => {
	const shared = new Uint8Array(new SharedArrayBuffer(plaintext.length));
	shared.set(plaintext);
	for (const [, ring] of ringsOf([newest])) {
		const id = ring.newId();
		const key = await ring.storeKey(id);
		const opened = await ring.records(id, key).open(await ring.records(id, key).seal(shared));
		assert.equal(toHex(opened?.bytes), toHex(plaintext));
	}
});

test('no id is given out twice', () => {
	const ring = createKeyRing([newest]);
	const ids = new Set(Array.from({ length: 20_000 }, () => toHex(ring.newId())));
	assert.equal(ids.size, 20_000);
});

test('the source of randomness fills arrays of every length, and gives no byte twice', () => {
	const random = createRandomPool();
	const seen = new Set<string>();
	let windows = 0;
	for (const length of [1, 12, 24, 32, 0, 4096, 5000, 12_289, 7, 4095]) {
		const bytes = new Uint8Array(length);
		random(bytes);
		for (let start = 0; start + 12 <= length; start += 12) {
			seen.add(Buffer.from(bytes.subarray(start, start + 12)).toString('hex'));
			windows += 1;
		}
	}
	assert.equal(seen.size, windows);
	assert(!seen.has('00'.repeat(12)));
});

test('no random byte that was handed out stays behind in the memory it came from', (context) => {
	const pools = new Set<Uint8Array>();
	let drawn = 0;
	context.mock.method(globalThis.crypto, 'getRandomValues', (bytes: Uint8Array) => {
		pools.add(bytes.fill(255));
		drawn += bytes.length;
		return bytes;
	});
	const random = createRandomPool();
	let used = 0;
	for (; used < 10_000; used += 32) random(new Uint8Array(32));
	assert.ok(pools.size > 0);
	for (const pool of pools) {
		const fresh = drawn - used;
		assert.ok(pool.subarray(0, pool.length - fresh).every((byte) => byte === 0));
	}
});
