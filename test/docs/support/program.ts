import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A program of a page that serves, in a process of its own. */
export interface Program {
	/** Where it serves, without a slash at the end. */
	readonly url: string;
	/** Ends it, by its id. */
	[Symbol.asyncDispose](): Promise<void>;
}

/**
 * Starts a command, and waits until it prints where it serves.
 *
 * @param command which must print its address on 127.0.0.1 or localhost
 * @throws Error with what it printed if it ends instead
 */
export async function startProgram(
	command: string,
	args: readonly string[],
	environment: Readonly<Record<string, string>> = {},
): Promise<Program> {
	const child = spawn(command, args, {
		env: { ...process.env, ...environment },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const closed = once(child, 'close');
	let output = '';
	const address = Promise.withResolvers<string | null>();
	for (const stream of [child.stdout, child.stderr]) {
		createInterface(stream).on('line', (line) => {
			output += `${line}\n`;
			const url = /http:\/\/(?:127\.0\.0\.1|localhost):\d+/.exec(line)?.[0];
			if (url !== undefined) address.resolve(url);
		});
	}
	void closed.then(() => address.resolve(null));
	const url = await address.promise;
	if (url === null) throw new Error(`${command} ended with ${child.exitCode}:\n${output}`);
	return {
		url,
		async [Symbol.asyncDispose]() {
			child.kill();
			await closed;
		},
	};
}

/** Starts a program for Node that listens on a port. It is given a free one instead, and says which. */
export function startOnNode(path: string): Promise<Program> {
	return startProgram(process.execPath, ['--import', import.meta.resolve('./free-port.ts'), path]);
}
