import { availableParallelism } from 'node:os';
import { CommandFailure, hasCommand, runCommand } from './command.ts';
import { provision } from './provision.ts';

/** The core of the load and of all that the servers ask; they have the other one to themselves. */
const loadCore = '1';

/** Runs the benchmark, with what it takes installed. */
export async function runBenchmark(args: readonly string[]): Promise<void> {
	if (args[0] === 'memory') return runCommand('node', ['--expose-gc', 'bench/main.ts', ...args]);
	if (!hasCommand('taskset') || availableParallelism() < 2) {
		throw new CommandFailure('The benchmark takes Linux with two cores: one for the servers, one for the load.');
	}
	const missing = await provision(['wrk', 'redis']);
	if (missing.length > 0) throw new CommandFailure(`The benchmark takes ${missing.join(' and ')}.`);
	await runCommand('taskset', ['--cpu-list', loadCore, 'node', 'bench/main.ts', ...args]);
}
