import assert from 'node:assert/strict';
import type { OakMiddleware } from 'oak_sessions';
import type { Browser } from '../../../sojourn/src/testing/browser.ts';
import { start } from './application.ts';

/** Stores something in one request, and expects it back in the next. Answers the browser that was there. */
export async function visitTwice(middleware: OakMiddleware): Promise<Browser> {
	await using server = await start((_, router) => {
		router.get('/', middleware, async ({ response, session }) => {
			response.body = await session.all();
			await session.set('user', 'ann');
		});
	});
	const ann = server.browser();
	assert.deepEqual([(await ann.open('/')).body, (await ann.open('/')).body], ['{}', '{"user":"ann"}']);
	return ann;
}
