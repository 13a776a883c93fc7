import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { type SessionDriver, session } from '@gaman/session';
import { type Context, Response } from '../../../../test/hosts/gaman/index.ts';
import { serve } from '../../../../test/hosts/gaman/serve.ts';
import { secret } from './secret.ts';
import { Visitor } from './visitor.ts';

const users = ['ann', 'bob'];
/** How many requests of each user are under way at once. */
const parallel = 50;

/** What a request saw of the session that it was given. */
interface Seen {
	readonly user: string;
	readonly count: number;
	readonly message: string | null;
}

async function serveLoad(test: TestContext, driver: SessionDriver): Promise<readonly Visitor[]> {
	const { url } = await serve(test, session({ driver, secret, deadline: 30_000 }), {
		'/sign-in/:user': async (ctx: Context) => {
			await ctx.session.set('user', ctx.params.user);
			await ctx.session.flash('message', `welcome ${ctx.params.user}`);
			return Response.text('signed in');
		},
		'/work/:key': async (ctx: Context) => {
			const user = await ctx.session.get('user');
			await setTimeout(Math.random() * 5);
			await ctx.session.set(ctx.params.key ?? '', user);
			const count = await ctx.session.update('count', (count) => (count ?? 0) + 1);
			return Response.json({ user, count, message: await ctx.session.get('message') } satisfies Seen);
		},
		'/who': async (ctx: Context) => Response.json(await ctx.session.get('user')),
		'/held': async (ctx: Context) => Response.json(await ctx.session.all()),
		'/leave': async (ctx: Context) => {
			await ctx.session.destroy();
			return Response.text('signed out');
		},
	});
	return Promise.all(
		users.map(async (user) => {
			const visitor = new Visitor(url);
			await visitor.open(`/sign-in/${user}`);
			return visitor;
		}),
	);
}

/** Two users, fifty requests of each at once: everyone finds his own session, and no change of it is lost. */
export async function tryLoad(test: TestContext, driver: SessionDriver): Promise<void> {
	const visitors = await serveLoad(test, driver);
	const keys = Array.from({ length: parallel }, (_, index) => `key${index}`);
	const seen = await Promise.all(
		visitors.map((visitor) =>
			Promise.all(keys.map(async (key) => (await visitor.copy().open(`/work/${key}`)).json() as Seen)),
		),
	);
	for (const [index, user] of users.entries()) {
		const mine = seen[index] ?? [];
		assert.deepEqual(new Set(mine.map((one) => one.user)), new Set([user]), 'no request sees the session of another');
		assert.equal(new Set(mine.map(({ count }) => count)).size, parallel, 'every update got a number of its own');
		const messages = mine.flatMap(({ message }) => message ?? []);
		assert.deepEqual(messages, [`welcome ${user}`], 'one request got the flash message');
		const held = Object.fromEntries([...keys.map((key) => [key, user]), ['user', user], ['count', parallel]]);
		assert.deepEqual((await visitors[index]?.open('/held'))?.json(), held, 'no change is lost');
		// The store may be one that is there for others too.
		assert.equal((await visitors[index]?.open('/leave'))?.status, 200);
	}
}

/** Two users, fifty requests of each at once: everyone finds his own session. */
export async function tryIsolation(test: TestContext, driver: SessionDriver): Promise<void> {
	const visitors = await serveLoad(test, driver);
	const seen = await Promise.all(
		visitors.map((visitor) =>
			Promise.all(Array.from({ length: parallel }, async () => (await visitor.copy().open('/who')).json())),
		),
	);
	assert.deepEqual(
		seen,
		users.map((user) => Array(parallel).fill(user)),
	);
}
