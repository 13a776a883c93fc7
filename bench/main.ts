// The benchmark: `npm run bench`, `npm run bench -- quick`, `npm run bench -- memory`.

import { parseArgs } from 'node:util';
import { anyRedis } from '../test/servers/redis.ts';
import { contestants } from './contestants.ts';
import { keepAwake } from './measure/awake.ts';
import { type Extent, measure } from './measure/rounds.ts';
import { measureMemory } from './memory.ts';
import { missedGoals } from './report/goals.ts';
import { circumstances, writeSection } from './report/page.ts';
import { compare } from './report/results.ts';
import { tables } from './report/tables.ts';

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		/** Part of a server's name: only such servers, and those without sessions, are measured. May be given several times. */
		only: { type: 'string', multiple: true, default: [] },
		rounds: { type: 'string' },
	},
});
const [what = 'full'] = positionals;

if (what === 'memory') await reportMemory();
else if (what === 'full')
	await reportSpeed({ rounds: Number(values.rounds ?? 5), seconds: 2 }, values.only.length === 0);
else if (what === 'quick') await reportSpeed({ rounds: Number(values.rounds ?? 1), seconds: 1 }, false);
else throw new TypeError(`There is no benchmark '${what}'. Write nothing, quick or memory.`);

async function reportSpeed(extent: Extent, keep: boolean): Promise<void> {
	const chosen = contestants.filter(
		({ name, bare }) => values.only.length === 0 || name === bare || values.only.some((part) => name.includes(part)),
	);
	await using awake = await keepAwake();
	const facts = circumstances(`${extent.rounds} rounds of ${extent.seconds} s`, awake.how);
	await using redis = await anyRedis();
	const results = compare(chosen, await measure(chosen, extent, { REDIS_URL: redis.url }));
	const report = `${facts}\n\n${tables(chosen, results)}`;
	console.log(`\n${report}`);
	for (const miss of missedGoals(chosen, results)) console.log(`Missed: ${miss}.`);
	if (keep) writeSection('speed', report);
}

async function reportMemory(): Promise<void> {
	const report = `${circumstances()}\n\n${await measureMemory()}`;
	console.log(report);
	writeSection('memory', report);
}
