// Answers that other integrations fail on, or put others in their place.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { session } from '@gaman/session';
import { defineRoutes, Response } from '../../../../test/hosts/gaman/index.ts';
import { serve, serveBlock } from '../../../../test/hosts/gaman/serve.ts';
import { memory, other, routes } from '../support/host-parts.ts';
import { secret } from '../support/secret.ts';
import { Visitor } from '../support/visitor.ts';
import { watchedStore } from '../support/watched-store.ts';

test('where another integration fails after it, the session is stored once, and its cookie sent with the answer that goes out', async (test) => {
	for (const error of [undefined, () => Response.text('handled', { status: 400 })]) {
		let failures = error === undefined ? 1 : 2;
		const failing = other({
			onResponse: () => {
				failures -= 1;
				if (failures >= 0) throw new Error('the integration fails');
				return undefined as never;
			},
		});
		const calls: string[] = [];
		const store = watchedStore((method) => calls.push(method));
		const { url } = await serveBlock(test, [session({ store, secret }), failing], {
			routes: [defineRoutes(() => routes)],
			...(error && { error }),
		});
		const ann = new Visitor(url);
		const page = await ann.open('/set');
		assert.equal(page.status, 500);
		assert.equal(page.headers.getSetCookie().length, 1);
		assert.deepEqual(calls, ['create']);
		assert.equal((await ann.open('/get')).json(), 'ann');
	}
});

test('an answer that another integration puts in its place carries the cookie too', async (test) => {
	const replacing = other({ priority: 'low', onResponse: () => Response.text('replaced', { status: 202 }) });
	const { url } = await serve(test, [memory, replacing], routes);
	const ann = new Visitor(url);
	const page = await ann.open('/set');
	assert.deepEqual([page.status, page.body, ann.cookieNames], [202, 'replaced', ['__Host-session']]);
});
