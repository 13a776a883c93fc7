import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Miniflare } from 'miniflare';
import { startWorker } from './workerd/start.ts';

for (const flags of [[], ['nodejs_compat']]) {
	const flavour = flags.length === 0 ? 'without nodejs_compat' : 'with nodejs_compat';

	test(`in a Worker ${flavour} expired records are removed by commits, since no timer outlives a request`, async () => {
		const worker = await startWorker('visits-worker.ts', flags);
		try {
			for (let visit = 0; visit < 99; visit += 1) await ask(worker, '/visit');
			assert.equal(await (await ask(worker, '/purges')).json(), 0);
			await ask(worker, '/visit');
			assert.equal(await (await ask(worker, '/purges')).json(), 1);
		} finally {
			await worker.dispose();
		}
	});

	test(`in a Worker ${flavour} what whoever runs it should know is in its log`, async () => {
		const worker = await startWorker('visits-worker.ts', flags);
		try {
			const warnings: unknown = await (await ask(worker, '/warnings')).json();
			assert.match(String(warnings), /^\(SOJOURN_SECRET_WEAK\) A secret is shorter than 32 characters/);
		} finally {
			await worker.dispose();
		}
	});

	test(`in a Worker ${flavour} a request that ends in the middle of a write blocks no other on its session`, async () => {
		const worker = await startWorker('visits-worker.ts', flags);
		try {
			const [cookie = ''] = (await ask(worker, '/first')).headers.getSetCookie();
			await ask(worker, '/delay?milliseconds=60000');
			await ask(worker, '/leave', cookie);
			await ask(worker, '/delay?milliseconds=0');
			assert.deepEqual(await (await ask(worker, '/second', cookie)).json(), ['/first', '/second']);
			assert.deepEqual(await (await ask(worker, '/third', cookie)).json(), ['/first', '/second', '/third']);
		} finally {
			await worker.dispose();
		}
	});
}

/** A request with the cookie of an earlier answer. */
async function ask(worker: Miniflare, path: string, cookie = ''): ReturnType<Miniflare['dispatchFetch']> {
	return worker.dispatchFetch(`https://example.test${path}`, { headers: { cookie: cookie.split(';')[0] ?? '' } });
}
