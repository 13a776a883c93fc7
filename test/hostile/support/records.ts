import assert from 'node:assert/strict';
import type { test } from 'node:test';
import fc from 'fast-check';
import type { Store } from '../../../packages/sojourn/src/index.ts';
import { damaged, damages } from './damages.ts';
import { type Outcome, Scene } from './scene.ts';

/** A store, and how somebody gets at its records who has access to what is behind it. */
export interface Place {
	readonly store: Store;
	/** The bytes that stand where the store keeps a record. */
	take(key: string): Promise<Buffer> | Buffer;
	/** Puts bytes there, and removes what the store has put there since. */
	put(key: string, bytes: Uint8Array): Promise<void> | void;
	dispose(): Promise<void> | void;
}

/** A kind of place, and what can be done to a record in it beyond changing its bytes. */
export interface PlaceKind<Kind extends Place> {
	readonly name: string;
	open(): Promise<Kind> | Kind;
	/** Each does something to the record of a key, by what it is. */
	readonly tampering: Readonly<Record<string, (place: Kind, key: string) => Promise<void> | void>>;
}

/** How often each property is tried. */
export interface Runs {
	/** Through the store. */
	readonly data: number;
	/** Behind its back. */
	readonly bytes: number;
}

/**
 * Registers the tests of a store whose data is sealed: what is not as it was is found, whatever it is, and harms the
 * session whose it is and no other. The expiry, the version and the subject of a record are in the clear; who changes
 * those can end a session, hide it from its user's list, or let it live until its absolute limit, and no more.
 */
export function testRecords<Kind extends Place>(register: typeof test, kind: PlaceKind<Kind>, runs: Runs): void {
	const run = async (work: (scene: Scene, place: Kind) => Promise<void>): Promise<void> => {
		const place = await kind.open();
		const scene = await Scene.open(place.store);
		try {
			await work(scene, place);
		} finally {
			await scene.sessions.close();
			await place.dispose();
		}
	};

	register(
		`${kind.name}: random and mutated data of a record is SOJOURN_RECORD_UNREADABLE, for its session alone`,
		() =>
			run(async (scene) => {
				const [own, others] = [await scene.dataOf(scene.key), await scene.dataOf(scene.bobsKey)];
				await fc.assert(
					fc.asyncProperty(damages, async (damage) => {
						const data = damaged(damage, own, others);
						await scene.putData(data);
						const isOwn = data.equals(own);
						assert.equal(await scene.outcome(), isOwn ? 'own' : 'unreadable');
						if (isOwn) await scene.putData(own);
						await scene.demandOthers();
					}),
					{ numRuns: runs.data },
				);
				await scene.putData(own);
				assert.equal(await scene.outcome(), 'own', 'only what was wrong with it was the matter');
			}),
	);

	register(`${kind.name}: random and mutated bytes in the place of a record open nothing but its own session`, () =>
		run(async (scene, place) => {
			const [own, others] = [await place.take(scene.key), await place.take(scene.bobsKey)];
			const seen = new Map<Outcome, number>();
			await fc.assert(
				fc.asyncProperty(damages, async (damage) => {
					await place.put(scene.key, damaged(damage, own, others));
					const outcome = await scene.outcome();
					seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
					await scene.demandOthers();
				}),
				{ numRuns: runs.bytes },
			);
			assert.ok((seen.get('unreadable') ?? 0) > runs.bytes / 2, `most of it is noticed: ${[...seen].join()}`);
			await place.put(scene.key, own);
			assert.equal(await scene.outcome(), 'own', 'only what was wrong with it was the matter');
			await scene.restore(new Uint8Array(0));
			assert.equal(await scene.outcome(), 'unreadable', 'it is not taken for what regenerate leaves');
		}),
	);

	for (const [name, tamper] of Object.entries({ ...emptied, ...kind.tampering })) {
		register(
			`${kind.name}: with ${name} in the place of a record its visitor gets out, and everybody else goes on`,
			() =>
				run(async (scene, place) => {
					for (const key of [scene.key, scene.lostKey]) await tamper(place, key);
					await scene.outcome();
					await scene.demandOthers();
					await tamper(place, scene.key);
					await scene.demandWayOut();
					await scene.demandMany();
				}),
		);
	}
}

/** Bytes that are none, or too many. */
const emptied: Readonly<Record<string, (place: Place, key: string) => Promise<void> | void>> = {
	'no bytes': (place, key) => place.put(key, Buffer.alloc(0)),
	'one byte': (place, key) => place.put(key, Buffer.of(1)),
	'a megabyte of zeros': (place, key) => place.put(key, Buffer.alloc(1_000_000)),
	'random bytes': (place, key) => place.put(key, crypto.getRandomValues(new Uint8Array(300))),
};
