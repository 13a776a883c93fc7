import { installDebianPackage } from './apt.ts';
import { CommandFailure, hasCommand } from './command.ts';

/** A program that the tests or the demo run, by its own name. */
interface Program {
	/** What is run, and the Debian package that brings it. */
	readonly command: string;
	/** The environment variable with the address of a running one that is used instead. */
	readonly insteadOf?: string;
}

const programs = {
	redis: { command: 'redis-server', insteadOf: 'REDIS_URL' },
	'redis-server': { command: 'redis-server' },
	chromium: { command: 'chromium' },
	wrk: { command: 'wrk' },
} as const satisfies Record<string, Program>;

/** What can be asked for: `redis` is any Redis, `redis-server` one that is started, frozen and killed. */
export type ProgramName = keyof typeof programs;

/**
 * Sees to it that programs are on this machine, and answers those that are not and cannot be installed, each of them
 * said in one line. With CI set that is a failure.
 */
export async function provision(names: readonly ProgramName[]): Promise<ProgramName[]> {
	const missing: ProgramName[] = [];
	for (const name of new Set(names)) {
		const problem = await provide(programs[name]);
		if (problem === null) continue;
		console.log(`${programs[name].command} is missing and cannot be installed: ${problem}`);
		missing.push(name);
	}
	if (missing.length > 0 && process.env.CI) throw new CommandFailure(`CI takes ${missing.join(' and ')}.`);
	return missing;
}

/** Answers what stands in the way, or null when the program is there. */
async function provide({ command, insteadOf }: Program): Promise<string | null> {
	if (insteadOf !== undefined && process.env[insteadOf]) return null;
	if (hasCommand(command)) return null;
	const problem = await installDebianPackage(command);
	if (problem === null || insteadOf === undefined) return problem;
	return `${problem} (${insteadOf} can name one that runs elsewhere)`;
}
