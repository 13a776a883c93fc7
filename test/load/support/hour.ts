import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Holding } from './server.ts';
import { ServerProcess } from './server-process.ts';
import { newPlace, type StoreUnderLoad } from './stores.ts';
import { Visitors } from './visitors.ts';

/** How many requests are made before it is looked at for the first time. */
const enoughToBegin = 300;

/** How many sessions begin within the hour. */
const firstVisits = 6000;

/** How an hour is made short. */
export interface ShortHour {
	readonly stores: readonly StoreUnderLoad['name'][];
	/** How long it takes. */
	readonly seconds: number;
	/** How often the server is looked at; a multiple of three. */
	readonly samples: number;
	/** Bytes by which the heap of the last third may be above that of the second. */
	readonly margin: number;
}

/** Registers a test for each store; they run at the same time. */
export function testHour({ stores, seconds, samples, margin }: ShortHour): void {
	describe(`an hour of random requests in ${seconds} seconds`, { concurrency: true }, () => {
		for (const name of stores) {
			test(`an hour of random requests in ${seconds} seconds on ${name}: heap, handles and timers stay level, and after close() the process ends`, async (t) => {
				await using place = await newPlace(name);
				await using server = await ServerProcess.start({ store: place.store, speed: 3600 / seconds });
				const visitors = new Visitors(server.port, firstVisits / seconds, name === 'cookie');
				const period = (seconds * 1000) / samples;
				// By then its store is open, and whatever it makes once is made.
				while (visitors.count < enoughToBegin) await visitors.visitFor(period);
				const holdings: Holding[] = [await server.holding()];
				for (let sample = 0; sample < samples; sample += 1) {
					await visitors.visitFor(period);
					holdings.push(await server.holding(holdings[0]));
					judgeLevel(holdings);
				}
				const heap = judgeHeap(holdings.slice(1), margin);
				judgeAnswers(visitors.statuses);
				const last = await server.close();
				assert.deepEqual(ofTheLibrary(last.resources), [], 'nothing keeps the process, and no interval runs');
				assert.ok(last.handles <= server.handlesBefore, 'no file and no socket is open that was not before');
				const { handles = 0 } = holdings[0] ?? {};
				t.diagnostic(
					`${visitors.count} requests; heap and buffers ${inMebibytes(heap.second)} MiB in the second third and ${inMebibytes(heap.last)} MiB in the last; ${handles} files and sockets and ${ofTheLibrary(holdings[0]?.resources ?? []).length} resources whenever it was looked at; it ended by itself.`,
				);
			});
		}
	});
}

/** What the server holds besides memory is the same as at first. */
function judgeLevel(holdings: readonly Holding[]): void {
	const [first, last] = [holdings[0], holdings.at(-1)];
	assert.deepEqual(
		{ handles: last?.handles, resources: last?.resources },
		{ handles: first?.handles, resources: first?.resources },
	);
}

/** The median heap of the second and of the last third, which must not be larger by more than the margin. */
function judgeHeap(holdings: readonly Holding[], margin: number): { readonly second: number; readonly last: number } {
	const third = holdings.length / 3;
	const heaps = holdings.map(({ heap }) => heap);
	const second = median(heaps.slice(third, 2 * third));
	const last = median(heaps.slice(2 * third));
	assert.ok(last <= second + margin, `heap: ${heaps.map(inMebibytes).join(', ')} MiB`);
	return { second, last };
}

/** A handler that fails is a 500, and a session that was ended by another request a 409. Nothing else fails. */
function judgeAnswers(statuses: ReadonlyMap<string, number>): void {
	const wrong = [...statuses].filter(
		([answer]) => !/ (?:200|409)$|^\/fail 500$|^aborted |^\/stream broken off$/.test(answer),
	);
	assert.deepEqual(wrong, []);
}

/** Without what belongs to the server and to its channel to this process. */
function ofTheLibrary(resources: readonly string[]): readonly string[] {
	return resources.filter((resource) => !['PipeWrap', 'Pipe', 'TCPServerWrap'].includes(resource));
}

function median(numbers: readonly number[]): number {
	return numbers.toSorted((left, right) => left - right)[Math.floor(numbers.length / 2)] ?? 0;
}

function inMebibytes(bytes: number): string {
	return (bytes / 1024 / 1024).toFixed(2);
}
