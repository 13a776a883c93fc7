import { startWorker } from './workerd/start.ts';

const worker = await startWorker('suites-worker.ts', process.argv.slice(2));
for (let suite = 0; ; suite += 1) {
	const answer = await worker.dispatchFetch(`http://suites.test/${suite}`);
	if (answer.status === 404) break;
	console.log(await answer.text());
}
await worker.dispose();
