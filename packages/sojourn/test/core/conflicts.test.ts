import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSerializer } from '../../src/codec/serializer.ts';
import { createSessions, type Sessions, type SessionsOptions, type UntypedData } from '../../src/index.ts';
import { Visitor } from '../guarantees/visitor.ts';
import { secret } from '../support/secret.ts';
import { HookedStore } from './hooked-store.ts';

/** Two processes over one store. */
function processes(
	options: Partial<SessionsOptions<UntypedData>> = {},
	latency = 0,
): {
	readonly hooked: HookedStore;
	readonly first: Sessions<UntypedData>;
	readonly second: Sessions<UntypedData>;
} {
	const hooked = new HookedStore(latency);
	const make = (): Sessions<UntypedData> => {
		const sessions = createSessions<UntypedData>({ store: hooked.store, secret, ...options });
		sessions.on('failed', () => {});
		return sessions;
	};
	return { hooked, first: make(), second: make() };
}

test('a regenerate that fails on the way leaves no second session behind', async () => {
	const { hooked, first, second } = processes({ maxBytes: 1000 });
	let living = 0;
	first.on('created', () => {
		living += 1;
	});
	first.on('ended', () => {
		living -= 1;
	});
	const ann = new Visitor(first);
	await ann.visit((session) => session.identify('ann'));
	const other = ann.copy(second);
	hooked.after('create', () => other.visit((session) => session.set('others', 'x'.repeat(500))));
	const status = await ann.statusOf(async (session) => {
		await session.set('own', 'y'.repeat(600));
		await session.regenerate();
	});
	assert.equal(status, 500, 'together they are too large');
	assert.equal((await first.list('ann')).length, 1, 'the old session is the only one');
	assert.equal(living, 1, 'also to who counts what begins and ends');
	assert.equal(await ann.visit((session) => session.get('others')), 'x'.repeat(500));
});

test('a regenerate whose new session is revoked before it is done leaves the visitor the old one', async () => {
	const { hooked, first, second } = processes();
	const ann = new Visitor(first);
	const old = await ann.visit(async (session) => {
		await session.identify('ann');
		return session.id;
	});
	const other = ann.copy(second);
	hooked.after('create', async () => {
		await other.visit((session) => session.set('basket', 'tea'));
		for (const { id } of await second.list('ann')) if (id !== old) await second.revoke(id, { subject: 'ann' });
	});
	assert.equal(await ann.statusOf((session) => session.regenerate()), 409);
	assert.equal(await ann.visit((session) => session.get('basket')), 'tea');
});

test('a change comes through between those of another process that writes without a pause', async () => {
	const { first, second } = processes({ deadline: 30_000 }, 3);
	let conflicts = 0;
	first.on('conflict', () => {
		conflicts += 1;
	});
	const ann = new Visitor(first);
	await ann.visit((session) => session.set('count', 0));
	const busy = ann.copy(second);
	let isOver = false;
	const write = async (): Promise<number> => {
		let written = 0;
		for (; !isOver; written += 1) await busy.visit((session) => session.update('count', (count) => count + 1));
		return written;
	};
	const writing = Promise.all([write(), write(), write()]);
	try {
		for (let round = 0; round < 10; round += 1) {
			assert.equal(await ann.statusOf((session) => session.set(`key${round}`, round)), 200);
		}
	} finally {
		isOver = true;
	}
	assert.ok(conflicts <= 30 * 10, `${conflicts} tries failed before ten changes came through`);
	const written = (await writing).reduce((sum, one) => sum + one);
	const all = await ann.visit((session) => session.all());
	assert.equal(all.count, written);
	assert.equal(Object.keys(all).length, 11);
});

test('a request that others outrun until its deadline is told of a conflict', async () => {
	const { hooked, first, second } = processes({ deadline: 200 });
	const ann = new Visitor(first);
	await ann.visit((session) => session.set('count', 0));
	const other = ann.copy(second);
	let isOver = false;
	const outrun = async (): Promise<void> => {
		if (isOver) return;
		await other.visit((session) => session.update('count', (count) => count + 1));
		hooked.before('replace', outrun);
	};
	await ann.visit(async (session) => {
		await session.get('count');
		hooked.before('replace', outrun);
		await assert.rejects(
			session.update('count', (count) => count + 1),
			{ code: 'SOJOURN_CONFLICT', status: 409 },
		);
		isOver = true;
	});
});

test('changes of one process to one session do not conflict, and are stored together', async () => {
	const { hooked, first } = processes({}, 3);
	let conflicts = 0;
	first.on('conflict', () => {
		conflicts += 1;
	});
	let writes = 0;
	const count = (): void => {
		writes += 1;
		hooked.before('replace', count);
	};
	const ann = new Visitor(first);
	await ann.visit((session) => session.set('count', 0));
	hooked.before('replace', count);
	const change = async (index: number): Promise<void> => {
		await ann.copy().visit((session) => session.update('count', (before) => before + 1));
		await ann.copy().visit((session) => session.set(`key${index}`, index));
	};
	await Promise.all(Array.from({ length: 20 }, (_, index) => change(index)));
	assert.equal(conflicts, 0);
	assert.ok(writes <= 30, `${writes} writes of 40 changes`);
	assert.equal((await ann.visit((session) => session.keys())).length, 21);
	assert.equal(await ann.visit((session) => session.get('count')), 20);
});

test('of changes that are stored together only the one fails whose value cannot be read', async () => {
	const serializer = createSerializer();
	const { first } = processes({
		serializer: {
			stringify: (value) => serializer.stringify(value),
			parse(text) {
				if (text.includes('damaged')) throw new Error('It is damaged.');
				return serializer.parse(text);
			},
		},
	});
	const ann = new Visitor(first);
	await ann.visit((session) => session.set('bad', 'damaged'));
	const outcomes = await Promise.all(
		['a', 'b', 'bad', 'c', 'd'].map((key) =>
			ann
				.copy()
				.visit((session) => session.update(key, (value) => value ?? 'new'))
				.then(
					() => 'stored',
					(error: { code?: string }) => error.code,
				),
		),
	);
	assert.deepEqual(outcomes, ['stored', 'stored', 'SOJOURN_RECORD_UNREADABLE', 'stored', 'stored']);
});
