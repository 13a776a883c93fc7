import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A task that did not succeed, and has said all there is to say in its message. */
export class CommandFailure extends Error {}

/** What a command printed, when it was not printed on. */
export interface Outcome {
	readonly code: number;
	readonly output: string;
}

/** Runs a command with this process's own input and output. Rejects with a {@link CommandFailure} when it fails. */
export async function runCommand(command: string, args: readonly string[]): Promise<void> {
	const child = spawn(command, args, { stdio: 'inherit' });
	const forward = (signal: NodeJS.Signals): void => {
		child.kill(signal);
	};
	// The terminal's own interrupt reaches the command directly; it ends in its own way.
	const wait = (): void => {};
	process.on('SIGTERM', forward).on('SIGINT', wait);
	try {
		const code = await new Promise<number | null>((resolve, reject) => {
			child.on('error', reject).on('exit', resolve);
		});
		if (code !== 0) throw new CommandFailure(`${command} ${args[0] ?? ''} failed.`);
	} finally {
		process.off('SIGTERM', forward).off('SIGINT', wait);
	}
}

/** Runs a command and keeps what it prints. Rejects only when it cannot be started. */
export async function readCommand(
	command: string,
	args: readonly string[],
	environment: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
	const child = spawn(command, args, {
		stdio: ['ignore', 'pipe', 'pipe'],
		env: { ...process.env, ...environment },
	});
	let output = '';
	const keep = (text: string): void => {
		output += text;
	};
	child.stdout.setEncoding('utf8').on('data', keep);
	child.stderr.setEncoding('utf8').on('data', keep);
	const code = await new Promise<number | null>((resolve, reject) => {
		child.on('error', reject).on('close', resolve);
	});
	return { code: code ?? 1, output };
}

/** Whether a command of this name can be run on this machine. */
export function hasCommand(name: string): boolean {
	return (process.env.PATH ?? '').split(delimiter).some((folder) => {
		try {
			accessSync(join(folder, name), constants.X_OK);
			return true;
		} catch {
			return false;
		}
	});
}
