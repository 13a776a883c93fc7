import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { memoryStore } from 'sojourn/memory';
import { call, keyOf, record } from 'sojourn/testing';

/** One step: what is called, on which of a few keys, and by how much expiry and clock move. */
const step = fc.record({
	method: fc.constantFrom('create', 'read', 'replace', 'touch', 'delete', 'purge', 'count', 'find'),
	number: fc.nat(12),
	lifetime: fc.integer({ min: -1, max: 40 }),
	stale: fc.boolean(),
	subject: fc.constantFrom('one', 'two', null),
	passed: fc.nat(3),
});

interface Held {
	version: number;
	expiresAt: number;
	subject: string | null;
}

/** The same rules over a plain map in the order of use, with nothing but searches. */
class Model {
	readonly #max: number;
	#held = new Map<string, Held>();

	constructor(max: number) {
		this.#max = max;
	}

	use(key: string, now: number): Held | null {
		const held = this.#held.get(key);
		if (held === undefined) return null;
		this.#held.delete(key);
		if (held.expiresAt <= now) return null;
		this.#held.set(key, held);
		return held;
	}

	create(key: string, held: Held, now: number): boolean {
		if (this.use(key, now) !== null) return false;
		if (this.#held.size >= this.#max) {
			const soonest = [...this.#held].sort(([, left], [, right]) => left.expiresAt - right.expiresAt)[0];
			const leaving = soonest !== undefined && soonest[1].expiresAt <= now ? soonest[0] : [...this.#held.keys()][0];
			this.#held.delete(leaving ?? '');
		}
		this.#held.set(key, held);
		return true;
	}

	delete(key: string): void {
		this.#held.delete(key);
	}

	alive(now: number): [string, Held][] {
		return [...this.#held].filter(([, { expiresAt }]) => expiresAt > now);
	}

	/** How many have expired, at most `limit`, and are removed. Those that expired first are. */
	purge(limit: number, now: number): number {
		const expired = [...this.#held].filter(([, { expiresAt }]) => expiresAt <= now);
		expired.sort(([, left], [, right]) => left.expiresAt - right.expiresAt);
		for (const [key] of expired.slice(0, limit)) this.#held.delete(key);
		return Math.min(limit, expired.length);
	}
}

test('whatever is called in whatever order, the store answers as a plain list would', () => {
	const history = fc.array(step, { maxLength: 120, size: 'max' });
	const property = fc.property(fc.constantFrom(3, 8, undefined), history, (max, steps) => {
		const store = max === undefined ? memoryStore() : memoryStore({ max });
		const model = new Model(max ?? Number.POSITIVE_INFINITY);
		let now = 1_800_000_000_000;
		// Distinct expiries, so that the order of expiry is total.
		let fraction = 0;
		for (const { method, number, lifetime, stale, subject, passed } of steps) {
			now += passed * 1000;
			fraction += 1;
			const key = keyOf(number);
			const expiresAt = now + lifetime * 1000 + fraction;
			switch (method) {
				case 'create':
					assert.equal(
						store.create(key, record(expiresAt, { subject }), call(now)),
						model.create(key, { version: 1, expiresAt, subject }, now),
					);
					break;
				case 'read': {
					const held = model.use(key, now);
					assert.deepEqual(store.read(key, call(now)), held && record(held.expiresAt, held));
					break;
				}
				case 'replace': {
					const held = model.use(key, now);
					const version = (held?.version ?? 1) - (stale ? 1 : 0);
					const result = store.replace(key, record(expiresAt, { version: version + 1, subject }), version, call(now));
					if (held === null) assert.equal(result, 'missing');
					else if (stale) assert.deepEqual(result, record(held.expiresAt, held));
					else {
						assert.equal(result, 'done');
						Object.assign(held, { version: version + 1, expiresAt, subject });
					}
					break;
				}
				case 'touch': {
					const held = model.use(key, now);
					const version = (held?.version ?? 1) - (stale ? 1 : 0);
					assert.equal(store.touch(key, expiresAt, version, call(now)), held !== null && !stale);
					if (held !== null && !stale) held.expiresAt = Math.max(held.expiresAt, expiresAt);
					break;
				}
				case 'delete': {
					const held = model.use(key, now);
					assert.equal(store.delete(key, null, call(now)), held === null ? 'missing' : 'done');
					model.delete(key);
					break;
				}
				case 'purge':
					assert.equal(store.purge(2, call(now)), model.purge(2, now));
					break;
				case 'count':
					model.purge(Number.POSITIVE_INFINITY, now);
					assert.equal(store.count(call(now)), model.alive(now).length);
					break;
				case 'find': {
					const found = store.findBySubject('one', 100, call(now));
					assert.ok(!(found instanceof Promise));
					const expected = model.alive(now).filter(([, held]) => held.subject === 'one');
					assert.deepEqual(
						new Map(found.map((entry) => [entry.key, entry.expiresAt])),
						new Map(expected.map(([each, held]) => [each, held.expiresAt])),
					);
					break;
				}
			}
		}
	});
	fc.assert(property, { numRuns: 500, seed: 20_260_101 });
});
