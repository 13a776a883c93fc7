import assert from 'node:assert/strict';
import { createSessions } from '../../src/index.ts';
import { Browser, type Page } from '../../src/testing/browser.ts';
import { HookedStore } from '../core/hooked-store.ts';
import { secret } from '../support/secret.ts';
import type { Serve } from './fetch-application.ts';

/**
 * Lets visitors be answered with responses that an application keeps for everybody: two of them at once, and others
 * afterwards. Each must be sent a session of his own, and nothing of another's.
 */
export async function visitConstantAnswers(serve: Serve): Promise<void> {
	const redirect = new Response(null, { status: 303, headers: { location: '/' } });
	const empty = [200, 204, 401, 404].map((status) => new Response(null, { status }));
	for (const constant of [redirect, ...empty]) await visitAnswer(serve, constant);
}

async function visitAnswer(serve: Serve, constant: Response): Promise<void> {
	const store = new HookedStore();
	const meeting = meetingOf(2);
	for (let visitor = 0; visitor < 2; visitor += 1) store.before('create', meeting);
	const sessions = createSessions({
		store: store.store,
		secret,
		cookie: { secure: false },
	});
	const answer = sessions.handle(async (request, session) => {
		const user = new URL(request.url).searchParams.get('user');
		if (user !== null) await session.set('user', user);
		return constant;
	});
	const server = await serve(answer);
	try {
		const visit = async (user: string): Promise<Page> => {
			const browser = new Browser(server.url);
			const page = await browser.open(`/?user=${user}`);
			assert.equal(page.headers.getSetCookie().length, 1, 'one cookie for each');
			const cookie = `session=${browser.cookies.get('session')}`;
			assert.equal(await sessions.open(cookie).get('user'), user, 'the session of whom it was sent to');
			return page;
		};
		for (const page of [...(await Promise.all([visit('ann'), visit('eve')])), await visit('tom')]) {
			assert.deepEqual(
				[page.status, page.headers.get('location')],
				[constant.status, constant.headers.get('location')],
			);
		}
		const nobody = await new Browser(server.url).open('/');
		assert.deepEqual(nobody.headers.getSetCookie(), [], 'none for one who stores nothing');
		assert.equal(constant.headers.get('set-cookie'), null);
	} finally {
		await server.close();
	}
}

/** Each who calls it waits until so many have. */
function meetingOf(count: number): () => Promise<void> {
	const complete = Promise.withResolvers<void>();
	let here = 0;
	return () => {
		here += 1;
		if (here === count) complete.resolve();
		return complete.promise;
	};
}
