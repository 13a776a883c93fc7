import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Visitor } from '../guarantees/visitor.ts';
import { openBy } from '../stores/support/redis-clients.ts';
import {
	after,
	changes,
	deadline,
	openScene,
	outcomeOf,
	type RedisScene,
	store,
	untilBack,
	type Visit,
} from './support/redis-scene.ts';

/** How a server goes, and how it comes back. */
interface Absence {
	readonly name: string;
	/** Whether it takes what it is sent, and carries it out when it is back. */
	readonly listens: boolean;
	/** Whether it takes a proxy. */
	readonly proxied?: boolean;
	go(scene: RedisScene): Promise<void> | void;
	comeBack(scene: RedisScene): Promise<void> | void;
}

const absences: readonly Absence[] = [
	{ name: 'stopped', listens: false, go: ({ server }) => server.stop(), comeBack: ({ server }) => server.restart() },
	{ name: 'killed', listens: false, go: ({ server }) => server.kill(), comeBack: ({ server }) => server.restart() },
	{
		name: 'out of reach',
		listens: false,
		proxied: true,
		go: ({ proxy }) => proxy.interrupt(),
		comeBack: ({ proxy }) => proxy.resume(),
	},
	{ name: 'frozen', listens: true, go: ({ server }) => server.freeze(), comeBack: ({ server }) => server.thaw() },
	{
		name: 'frozen, and then killed',
		listens: false,
		go: ({ server }) => server.freeze(),
		async comeBack({ server }) {
			await server.kill();
			await server.restart();
		},
	},
];

for (const client of Object.keys(openBy)) {
	for (const { name, listens, proxied = false, go, comeBack } of absences) {
		test(`Redis is ${name} (${client}): each request fails within its deadline, and all goes on when it is back`, async () => {
			await using scene = await openScene(client, { proxied });
			const { ann } = scene;
			const bob = await scene.guest();
			const others: { readonly visitor: Visitor; readonly visit: Visit }[] = [];
			for (const visit of Object.values(changes)) others.push({ visitor: await scene.guest(), visit });
			const { promise: gone, resolve: isGone } = Promise.withResolvers<void>();
			const { promise: holds, resolve: itHolds } = Promise.withResolvers<void>();
			const first = outcomeOf(
				bob,
				after(() => gone, store('late')),
			);
			const rest = others.map(({ visitor, visit }) =>
				outcomeOf(
					visitor.copy(),
					after(() => holds, visit),
				),
			);
			const keysBefore = await scene.countKeys();
			// Answers come in order: when this one is there, all have read their sessions.
			await ann.visit((session) => session.get('user'));
			await go(scene);

			isGone();
			const read = outcomeOf(ann.copy(), (session) => session.get('user'));
			assert.ok(isRefusedChange((await first).code), 'the first change fails');
			assert.equal((await read).code, 'SOJOURN_STORE_UNAVAILABLE');
			// A request that was sent has been given up: from now on a silent server is sent nothing.
			itHolds();
			const visits = Array.from({ length: 5 }, () => outcomeOf(scene.newcomer(), store('first')));
			const reads = Array.from({ length: 5 }, () => outcomeOf(ann.copy(), (session) => session.get('user')));
			for (const { code } of await Promise.all(rest)) assert.ok(isRefusedChange(code), 'every other change fails');
			for (const { code } of await Promise.all([...visits, ...reads])) assert.equal(code, 'SOJOURN_STORE_UNAVAILABLE');

			await comeBack(scene);
			await untilBack(ann);
			assert.equal((await outcomeOf(ann, store('after'))).code, null, 'changes are stored again');
			const refused = others.map(({ visitor }) => visitor);
			if (!listens) refused.push(bob);
			for (const visitor of refused) {
				const keys = await visitor.visit((session) => session.keys());
				assert.deepEqual(keys, ['user'], 'nothing that failed is done later');
			}
			assert.equal(await scene.countKeys(), keysBefore, 'and no session was begun');
		});
	}
}

// The third client connects when it is used, and not before.
for (const client of ['redis', 'ioredis']) {
	test(`Redis is in reach again before the client tries again (${client}): what has failed meanwhile is not done then`, async () => {
		await using scene = await openScene(client, { proxied: true, client: { retryDelay: 3 * deadline } });
		const { proxy, ann } = scene;
		const { promise: gone, resolve: isGone } = Promise.withResolvers<void>();
		const late = outcomeOf(
			ann.copy(),
			after(() => gone, store('late')),
		);
		const keysBefore = await scene.countKeys();
		await ann.visit((session) => session.get('user'));
		proxy.interrupt();
		await scene.untilLost();
		isGone();
		const first = outcomeOf(scene.newcomer(), store('first'));
		proxy.resume();
		for (const { code } of [await first, await late]) assert.ok(isRefusedChange(code), `it fails: ${code}`);
		await untilBack(ann);
		assert.deepEqual(await ann.visit((session) => session.keys()), ['user']);
		assert.equal(await scene.countKeys(), keysBefore);
	});
}

/** A change is refused, or not answered: then its outcome is unknown, and the error says so. */
function isRefusedChange(code: string | null): boolean {
	return code === 'SOJOURN_STORE_UNAVAILABLE' || code === 'SOJOURN_STORE_TIMEOUT';
}
