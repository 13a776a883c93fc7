import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Outcome } from './suite.ts';

/** A runtime that the library is made for. */
export interface Runtime {
	/** With the version that is tested. */
	readonly name: string;
	/** Runs the suites on it and prints their outcomes; paths are from this folder. */
	readonly command: readonly [program: string, ...args: string[]];
}

const binaries = '../../node_modules/.bin';

/** Every runtime, in the order of the table. */
export const runtimes: readonly Runtime[] = [
	{ name: `Node ${versionOf('node-22', 'node')}`, command: ['node-22/node_modules/.bin/node', 'run-node.ts'] },
	{ name: `Node ${versionOf('../..', 'node')}`, command: [`${binaries}/node`, 'run-node.ts'] },
	{ name: `Node ${versionOf('node-26', 'node')}`, command: ['node-26/node_modules/.bin/node', 'run-node.ts'] },
	{
		name: `Deno ${versionOf('../..', 'deno')}`,
		command: [`${binaries}/deno`, 'run', '--quiet', '--no-check', '--allow-all', 'run-deno.ts'],
	},
	{ name: `Bun ${versionOf('../..', 'bun')}`, command: [`${binaries}/bun`, 'run', 'run-bun.ts'] },
	{ name: 'workerd', command: [`${binaries}/node`, 'run-workerd.ts'] },
	{ name: 'workerd, nodejs_compat', command: [`${binaries}/node`, 'run-workerd.ts', 'nodejs_compat'] },
];

/** The version that a package.json pins. */
function versionOf(folder: string, dependency: string): string {
	const manifest = new URL(`${folder}/package.json`, import.meta.url);
	return JSON.parse(readFileSync(manifest, 'utf8')).devDependencies[dependency];
}

/**
 * Runs every suite on a runtime and gives each outcome as soon as it is there.
 *
 * @throws Error with what the runtime had to say, when it ends with a failure
 */
export async function* runSuitesOn({ name, command: [program, ...args] }: Runtime): AsyncGenerator<Outcome> {
	const child = spawn(program, args, {
		cwd: fileURLToPath(new URL('.', import.meta.url)),
		env: { ...process.env, ...inMemory },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const ended = new Promise<number | null>((resolve, reject) => {
		child.on('error', reject).on('close', resolve);
	});
	let complaints = '';
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		complaints += text;
	});
	try {
		for await (const line of createInterface(child.stdout)) yield JSON.parse(line);
		const status = await ended;
		if (status !== 0) throw new Error(`${name} ended with status ${status}.\n${complaints}`);
	} finally {
		child.kill();
	}
}

/** Whether files survive a crash of the machine is no question of the runtime, so nothing waits for a disk. */
const inMemory = existsSync('/dev/shm') ? { TMPDIR: '/dev/shm' } : {};
