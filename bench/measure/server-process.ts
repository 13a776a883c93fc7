import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Milliseconds of one tick of the system's accounts of processor time (proc(5), sysconf(_SC_CLK_TCK)). */
const tick = 10;

/** A server of the benchmark in a process of its own. */
export class ServerProcess {
	readonly port: number;
	readonly #process: ChildProcess;

	/**
	 * Starts a server. Resolves when it listens.
	 *
	 * @param command its module, from the folder of the benchmark, and its argument
	 * @param core the only core that it may use, or null for any
	 */
	static async start(
		command: readonly string[],
		core: number | null,
		environment: Readonly<Record<string, string>> = {},
	): Promise<ServerProcess> {
		const [module = '', ...args] = command;
		const node = [process.execPath, join(import.meta.dirname, '..', module), ...args];
		const [program = '', ...rest] = core === null ? node : ['taskset', '--cpu-list', String(core), ...node];
		const child = spawn(program, rest, {
			stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
			env: { ...process.env, NODE_ENV: 'production', ...environment },
		});
		const failed = once(child, 'exit').then(() => {
			throw new Error(`The server ${command.join(' ')} ended before it listened.`);
		});
		const [port] = await Promise.race([once(child, 'message'), failed]);
		return new ServerProcess(child, port);
	}

	private constructor(child: ChildProcess, port: number) {
		this.#process = child;
		this.port = port;
	}

	/** Milliseconds of processor time that it has taken so far. */
	get processorTime(): number {
		const fields = readFileSync(`/proc/${this.#process.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
		const [user, system] = [fields[11], fields[12]];
		return (Number(user) + Number(system)) * tick;
	}

	async stop(): Promise<void> {
		if (this.#process.exitCode !== null) return;
		this.#process.disconnect();
		await once(this.#process, 'exit');
	}
}
