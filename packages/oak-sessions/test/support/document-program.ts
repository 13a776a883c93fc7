import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { freePort, untilListening } from '../../../../test/hosts/oak/listen.ts';
import { Browser } from '../../../sojourn/src/testing/browser.ts';
import type { DocumentFolder } from './document-folder.ts';

/** A program of the document that runs. */
export interface RunningProgram extends AsyncDisposable {
	browser(): Browser;
}

/** A runtime that the programs of the document run on. */
export interface Runtime {
	readonly name: string;
	/** Writes the program as this runtime can run it. */
	write(folder: DocumentFolder, program: string): Promise<void>;
	/** Its command, without the program. */
	readonly command: readonly string[];
}

const binary = (name: string): string =>
	fileURLToPath(new URL(`../../../../node_modules/.bin/${name}`, import.meta.url));
const preload = fileURLToPath(new URL('on-free-port.ts', import.meta.url));

/** Oak's package on npm reads the environment on Deno. The secret, which is set in it, may not be read. */
const denied = ['SOJOURN_SECRET', 'SOJOURN_SECRET_PREVIOUS', 'NODE_ENV'];
const permissions = ['net', 'read', 'write', 'env'].map((name) => `--allow-${name}`);
const denoOptions = ['--quiet', '--import-map=import-map.json', `--preload=${preload}`];

export const runtimes: readonly Runtime[] = [
	{
		name: 'Deno, as it stands',
		write: (folder, program) => folder.writeAsItStands(program),
		command: [binary('deno'), 'run', ...denoOptions, ...permissions, `--deny-env=${denied.join()}`],
	},
	{
		name: 'Node, with only the import lines changed',
		write: (folder, program) => folder.writeWithImportsChanged(program),
		command: [binary('node'), `--import=${preload}`],
	},
	{
		name: 'Bun, with only the import lines changed',
		write: (folder, program) => folder.writeWithImportsChanged(program),
		command: [binary('bun'), `--preload=${preload}`, 'run'],
	},
];

/**
 * Starts the program in a folder, and waits until it listens.
 *
 * @throws Error with what it printed if it ends instead
 */
export async function startProgram(
	{ command: [name = '', ...args] }: Runtime,
	{ path }: DocumentFolder,
	environment: Readonly<Record<string, string>> = {},
): Promise<RunningProgram> {
	const port = await freePort();
	const child = spawn(name, [...args, 'program.ts'], {
		cwd: path,
		env: { ...process.env, NO_COLOR: '1', INSTEAD_OF_8000: String(port), ...environment },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let output = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (text: string) => {
			output += text;
		});
	}
	const closed = once(child, 'close');
	const ended = closed.then(() => {
		throw new Error(`The program ended:\n${output}`);
	});
	ended.catch(() => {});
	await Promise.race([untilListening(port), ended]);
	return {
		browser: () => new Browser(`http://127.0.0.1:${port}`),
		async [Symbol.asyncDispose]() {
			child.kill();
			await closed;
		},
	};
}
