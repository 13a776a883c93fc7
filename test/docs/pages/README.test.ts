import { startWorker } from '../../runtimes/workerd/start.ts';
import { startProgram } from '../support/program.ts';
import { type Example, testPage } from '../support/test-page.ts';
import { countsVisits, countsVisitsOnNode } from '../support/visits.ts';

async function countsVisitsOnOthers({ path }: Example): Promise<void> {
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

testPage('README.md', {
	installed: true,
	examples: [
		['the program for node:http counts visits', countsVisitsOnNode],
		['the program for Express counts visits', countsVisitsOnNode],
		['the program for fetch-style servers counts visits on Deno, Bun and workerd', countsVisitsOnOthers],
	],
});
