import { setTimeout } from 'node:timers/promises';
import { deadline, type Site } from './site.ts';

/** Milliseconds for which Redis is away: twice as long as a request may wait for it. */
const absence = 2 * deadline;

/** Something that happens to Redis, or to the way to it, and is over when it settles. */
export interface Fault {
	/** What happens, after "Redis". */
	readonly name: string;
	/** Whether there are requests that fail for it; it may be either way where this is not said. */
	readonly isFelt?: boolean;
	strike(site: Site): Promise<void>;
}

export const faults: readonly Fault[] = [
	{
		name: 'is stopped, and started again',
		isFelt: true,
		async strike({ redis }) {
			await redis.stop();
			await setTimeout(absence);
			await redis.restart();
		},
	},
	{
		name: 'is killed, and started again',
		isFelt: true,
		async strike({ redis }) {
			await redis.kill();
			await setTimeout(absence);
			await redis.restart();
		},
	},
	{
		name: 'is restarted at once',
		async strike({ redis }) {
			await redis.stop();
			await redis.restart();
		},
	},
	{
		name: 'is killed, and started again without its data',
		isFelt: true,
		async strike({ redis, crowd }) {
			await redis.kill();
			redis.loseData();
			crowd.expectLoss();
			await setTimeout(absence);
			await redis.restart();
		},
	},
	{
		name: 'is frozen, and goes on',
		isFelt: true,
		async strike({ redis }) {
			redis.freeze();
			await setTimeout(absence);
			redis.thaw();
		},
	},
	{
		name: 'is frozen, killed, and started again',
		isFelt: true,
		async strike({ redis }) {
			redis.freeze();
			await setTimeout(absence);
			await redis.kill();
			await redis.restart();
		},
	},
	{
		name: 'forgets its scripts again and again',
		isFelt: false,
		strike: ({ redis }) => again(20, () => redis.send('SCRIPT', 'FLUSH')),
	},
	{
		name: 'has no memory left',
		isFelt: true,
		async strike({ redis }) {
			await redis.send('CONFIG', 'SET', 'maxmemory-policy', 'noeviction', 'maxmemory', '1');
			await setTimeout(absence);
			await redis.send('CONFIG', 'SET', 'maxmemory', '0');
		},
	},
	{
		name: 'cuts off its clients again and again',
		isFelt: true,
		strike: ({ redis }) => again(20, () => redis.send('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes')),
	},
	{
		name: 'loses connections in the middle of an answer',
		isFelt: true,
		async strike({ proxy }) {
			for (const answerBytes of [0, 2, 6, 60]) await proxy.failOnce({ answerBytes });
		},
	},
	{
		name: 'loses connections in the middle of a request',
		isFelt: true,
		strike: ({ proxy }) => again(8, () => proxy.failOnce('lose the request')),
	},
];

async function again(times: number, act: () => Promise<unknown>): Promise<void> {
	for (let time = 0; time < times; time += 1) {
		await act();
		await setTimeout(absence / times);
	}
}
