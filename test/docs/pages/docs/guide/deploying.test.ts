import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { startWorker } from '../../../../runtimes/workerd/start.ts';
import { testPage } from '../../../support/test-page.ts';
import { countsVisits } from '../../../support/visits.ts';

testPage('docs/guide/deploying.md', {
	examples: [
		[
			'the server ends when it is told to, once everything is closed',
			async ({ path }) => {
				const preload = new URL('../../../support/free-port.ts', import.meta.url).href;
				const child = spawn(process.execPath, ['--import', preload, path], { stdio: ['ignore', 'pipe', 'inherit'] });
				const closed = once(child, 'close');
				const [url] = await once(createInterface(child.stdout), 'line');
				await countsVisits(url);
				child.kill('SIGTERM');
				assert.deepEqual(await closed, [0, null], 'It ends by itself, and not by the signal.');
			},
		],
		[
			'the Worker counts visits, with the compatibility with Node and without',
			async ({ path }) => {
				for (const flags of [['nodejs_compat'], []]) {
					const worker = await startWorker(path, flags, {
						SOJOURN_SECRET: 'a secret for tests, long enough to be one',
					});
					try {
						await countsVisits(String(await worker.ready).replace(/\/$/, ''));
					} finally {
						await worker.dispose();
					}
				}
			},
		],
	],
});
