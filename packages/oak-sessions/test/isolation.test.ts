import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import type { Context } from '@oakserver/oak';
import { Session } from 'oak_sessions';
import { start } from './support/application.ts';

const visitors = 50;
const rounds = 5;

interface Reads {
	get(key: string): Promise<unknown>;
	set(key: string, value: unknown): Promise<void>;
}

/** Says who is there, and what the session says of it before and after a while in which others are served. */
async function meet(who: string, session: Reads): Promise<object> {
	const before = await session.get('who');
	await setTimeout(Math.random() * 5);
	await session.set('who', who);
	await setTimeout(Math.random() * 5);
	const count = Number((await session.get('count')) ?? 0) + 1;
	await session.set('count', count);
	return { before, now: await session.get('who'), count };
}

const forms: Readonly<
	Record<string, readonly [Session: () => ReturnType<typeof Session.initMiddleware>, of: (ctx: Context) => Reads]>
> = {
	'ctx.session': [() => new Session().initMiddleware(), (ctx) => ctx.session],
	'ctx.state.session': [() => Session.initMiddleware(), (ctx) => ctx.state.session],
};

for (const [form, [middleware, sessionOf]] of Object.entries(forms)) {
	test(`of fifty visitors at once each finds their own session alone, at ${form}`, async () => {
		await using server = await start((_, router) => {
			router.get('/:who', middleware(), async (ctx) => {
				ctx.response.body = await meet(String(ctx.params.who), sessionOf(ctx));
			});
		});
		const browsers = Array.from({ length: visitors }, () => server.browser());
		for (let round = 1; round <= rounds; round += 1) {
			const pages = await Promise.all(browsers.map((browser, index) => browser.open(`/visitor${index}`)));
			const expected = browsers.map((_, index) => {
				const who = `visitor${index}`;
				return JSON.stringify({ before: round === 1 ? null : who, now: who, count: round });
			});
			assert.deepEqual(
				pages.map(({ body }) => body),
				expected,
			);
		}
		assert.equal(new Set(browsers.map((browser) => browser.cookies.get('session'))).size, visitors);
	});
}
