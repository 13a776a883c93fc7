import assert from 'node:assert/strict';
import { Browser } from '../../../packages/sojourn/src/testing/browser.ts';
import { startWorker } from '../../runtimes/workerd/start.ts';
import { startOnNode, startProgram } from './program.ts';
import type { Example } from './test-page.ts';

/** Visits a program that counts the visits of each visitor for himself. */
export async function countsVisits(url: string): Promise<void> {
	const [ann, bob] = [new Browser(url), new Browser(url)];
	assert.equal((await ann.open('/')).body, 'Visit 1');
	assert.equal((await ann.open('/')).body, 'Visit 2');
	assert.equal((await bob.open('/')).body, 'Visit 1');
}

/** The same, of a program that is started on Node. */
export async function countsVisitsOnNode({ path }: Example): Promise<void> {
	await using program = await startOnNode(path);
	await countsVisits(program.url);
}

/** The same, of a fetch-style server on Deno, Bun and workerd. */
export async function countsVisitsOnOtherRuntimes({ path }: Example): Promise<void> {
	{
		const options = ['--allow-net=127.0.0.1', '--allow-env', '--host', '127.0.0.1', '--port', '0'];
		await using program = await startProgram('deno', ['serve', ...options, path]);
		await countsVisits(program.url);
	}
	{
		await using program = await startProgram('bun', ['run', path], { PORT: '0' });
		await countsVisits(program.url);
	}
	const { SOJOURN_SECRET = '' } = process.env;
	const worker = await startWorker(path, ['nodejs_compat'], { SOJOURN_SECRET });
	try {
		await countsVisits(String(await worker.ready).replace(/\/$/, ''));
	} finally {
		await worker.dispose();
	}
}
