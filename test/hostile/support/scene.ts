import assert from 'node:assert/strict';
import {
	createSessions,
	type Sessions,
	SojournError,
	type Store,
	type UntypedData,
} from '../../../packages/sojourn/src/index.ts';
import { call } from '../../../packages/sojourn/src/testing/records.ts';
import { Visitor } from '../../../packages/sojourn/test/guarantees/visitor.ts';

/** What came of a request whose session's record was tampered with. */
export type Outcome = 'own' | 'none' | 'unreadable';

/**
 * Visitors over a store: Ann, whose record is tampered with; her other device, and one that she has lost; Bob; and one who
 * will soon be gone.
 */
export class Scene {
	static readonly secret = 'a secret for tests, long enough to be one';
	readonly sessions: Sessions<UntypedData>;
	readonly store: Store;
	readonly ann: Visitor;
	/** The key of Ann's record. */
	key = '';
	/** The key of the record of the device that Ann has lost: where it is tampered with, it stays so. */
	lostKey = '';
	/** The key of Bob's record. */
	bobsKey = '';
	readonly #annsOther: Visitor;
	readonly #bob: Visitor;
	readonly #brief: Visitor;
	/** How often listeners were told so. */
	#told = { unreadable: 0, storeError: 0 };
	#offset = 0;

	private constructor(store: Store) {
		this.store = store;
		this.sessions = createSessions<UntypedData>({
			store,
			secret: Scene.secret,
			clock: () => this.now,
		});
		for (const event of ['unreadable', 'storeError'] as const) {
			this.sessions.on(event, () => {
				this.#told[event] += 1;
			});
		}
		const visitor = (): Visitor => new Visitor(this.sessions);
		[this.ann, this.#annsOther, this.#bob, this.#brief] = [visitor(), visitor(), visitor(), visitor()];
	}

	static async open(store: Store): Promise<Scene> {
		const scene = new Scene(store);
		scene.key = await begin(scene.ann, 'ann', 'ann');
		await begin(scene.#annsOther, 'ann’s other', 'ann');
		scene.lostKey = await begin(new Visitor(scene.sessions), 'ann’s lost one', 'ann');
		scene.bobsKey = await begin(scene.#bob, 'bob', 'bob');
		await begin(scene.#brief, 'brief', null, 60);
		return scene;
	}

	get now(): number {
		return Date.now() + this.#offset;
	}

	/** Puts other data in the place of Ann's, as the store does it. */
	async putData(data: Uint8Array): Promise<void> {
		const record = await this.store.read(this.key, call(this.now));
		assert.ok(record !== null);
		const { version } = record;
		const result = await this.store.replace(
			this.key,
			{ ...record, data, version: version + 1 },
			version,
			call(this.now),
		);
		assert.equal(result, 'done');
	}

	/** Puts a record with other data in the place of Ann's, which may be gone. */
	async restore(data: Uint8Array): Promise<void> {
		await this.store.delete(this.key, null, call(this.now));
		const record = { data, version: 1, expiresAt: this.now + 3_600_000, subject: null };
		assert.equal(await this.store.create(this.key, record, call(this.now)), true);
	}

	/** The data of a record, as the store has it. */
	async dataOf(key: string): Promise<Buffer> {
		const record = await this.store.read(key, call(this.now));
		return Buffer.from(record?.data ?? assert.fail('The record is there.'));
	}

	/** What Ann finds: her own session, which can then be changed; none, and then another can begin; or one that cannot be read. */
	async outcome(): Promise<Outcome> {
		const request = this.ann.copy();
		let outcome = 'none' as Outcome;
		this.#told = { unreadable: 0, storeError: 0 };
		await request.visit(async (session) => {
			const who = await session.get('who').catch(codeOf);
			if (who === 'SOJOURN_RECORD_UNREADABLE') outcome = 'unreadable';
			else if (who !== null) {
				assert.equal(who, 'ann', 'what is read is her own');
				assert.equal(await session.update('visits', (visits) => Number(visits) + 1), 2);
				outcome = 'own';
			}
		});
		assert.equal(request.last.status, 200);
		assert.deepEqual(
			this.#told,
			{ unreadable: outcome === 'unreadable' ? 1 : 0, storeError: 0 },
			'the listeners are told',
		);
		if (outcome === 'none') assert.equal(await request.statusOf((session) => session.set('who', 'new')), 200);
		return outcome;
	}

	/** Nobody else notices anything. */
	async demandOthers(): Promise<void> {
		assert.equal(await this.#annsOther.copy().visit((session) => session.get('who')), 'ann’s other');
		assert.equal(await this.#bob.copy().visit((session) => session.get('who')), 'bob');
	}

	/** Ann's way out: what she has is ended, and then there is nothing, also for a copy of her cookie. */
	async demandWayOut(): Promise<void> {
		const copy = this.ann.copy();
		assert.equal(await this.ann.statusOf((session) => session.destroy()), 200, 'destroy works');
		assert.equal(this.ann.cookies.size, 0, 'the cookie is taken away');
		assert.equal(await copy.visit((session) => session.get('who').catch(codeOf)), null, 'and the record');
	}

	/** What goes through many records does its work for the others. */
	async demandMany(): Promise<void> {
		const other = await this.#annsOther.copy().visit((session) => session.load().then(() => session.id));
		const listed = await this.sessions.list('ann');
		assert.ok(listed.some(({ id }) => id === other));
		for (const { expiresAt } of listed) assert.ok(expiresAt.getTime() > this.now, 'every time is one');
		if (this.store.capabilities.scan) await this.#demandScan([other ?? '', this.bobsKey]);
		await this.#demandPurge();
		assert.ok((await this.sessions.revokeAll('ann')) >= 1);
		assert.equal(await this.#annsOther.visit((session) => session.get('who')), null, 'all of a user’s are revoked');
		assert.equal(await this.#bob.copy().visit((session) => session.get('who')), 'bob', 'and no one else’s');
	}

	async #demandScan(keys: readonly string[]): Promise<void> {
		const seen = new Set<string>();
		let cursor: string | null = null;
		do {
			const page: Awaited<ReturnType<Store['scan']>> = await this.store.scan(cursor, 2, call(this.now));
			for (const { key } of page.entries) seen.add(key);
			cursor = page.cursor;
		} while (cursor !== null);
		assert.ok(keys.every((key) => seen.has(key)));
	}

	async #demandPurge(): Promise<void> {
		this.#offset += 61_000;
		const purged = await this.sessions.purgeExpired();
		if (this.store.capabilities.purge) assert.ok(purged >= 1, 'what has expired is removed');
		assert.equal(await this.#brief.visit((session) => session.get('who')), null);
	}
}

/** Begins a session, and answers its handle, which is the key of its record. */
async function begin(visitor: Visitor, who: string, subject: string | null, maxAge = 86_400): Promise<string> {
	return visitor.visit(async (session) => {
		await session.setMaxAge(maxAge);
		await session.set('who', who);
		await session.set('visits', 1);
		if (subject !== null) await session.identify(subject);
		await session.save();
		return session.id ?? assert.fail('There is a session.');
	});
}

/** The code of an error of ours, or what another one says. */
export function codeOf(error: unknown): string {
	return error instanceof SojournError ? error.code : String(error);
}
