import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../../examples/demo/main.ts', import.meta.url));

/** The demo in a process and a folder of its own. */
export interface RunningDemo {
	/** Where it serves, without a slash at the end. */
	readonly address: string;
	/** Where it keeps its secret and its sessions. */
	readonly folder: string;
	/** Everything it has printed. */
	readonly output: () => string;
	/** Ends it by its id, and answers its exit code. */
	stop(): Promise<number | null>;
	/** Ends it, and removes its folder. */
	[Symbol.asyncDispose](): Promise<void>;
}

/** How the demo is started. */
export interface DemoOptions {
	readonly driver?: string;
	readonly framework?: string;
	/** Default: an empty one. */
	readonly folder?: string;
	/** Default: any that is free. */
	readonly port?: number;
}

/** Starts the demo. Throws with what it printed if it ends instead. */
export async function startDemo(options: DemoOptions = {}): Promise<RunningDemo> {
	const { driver = 'sql', framework = 'node', port = 0 } = options;
	const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'sojourn-demo-')));
	const args = ['--driver', driver, '--framework', framework, '--folder', '.'];
	const child = spawn(process.execPath, [main, ...args], {
		cwd: folder,
		env: { ...process.env, PORT: String(port) },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let output = '';
	const keep = (text: string): void => {
		output += text;
	};
	child.stdout.setEncoding('utf8').on('data', keep);
	child.stderr.setEncoding('utf8').on('data', keep);
	const closed = once(child, 'close');

	const stop = async (): Promise<number | null> => {
		child.kill('SIGTERM');
		await closed;
		return child.exitCode;
	};
	const address = await addressIn(createInterface(child.stdout));
	if (address === null) {
		await closed;
		throw new Error(`The demo ended with ${child.exitCode}:\n${output}`);
	}
	return {
		address,
		folder,
		output: () => output,
		stop,
		async [Symbol.asyncDispose]() {
			await stop();
			await rm(folder, { recursive: true, force: true });
		},
	};
}

async function addressIn(lines: AsyncIterable<string>): Promise<string | null> {
	for await (const line of lines) {
		const address = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
		if (address !== undefined) return address;
	}
	return null;
}
