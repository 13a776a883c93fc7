import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { ApplicationMessage, ApplicationOrder, ApplicationTask, Inspection } from './application.ts';

const application = join(import.meta.dirname, 'application.ts');

/** A running application, seen from outside. */
export class ApplicationProcess implements AsyncDisposable {
	readonly url: string;
	readonly #process: ChildProcess;
	readonly #ended: Promise<unknown>;

	private constructor(process: ChildProcess, url: string) {
		this.#process = process;
		this.#ended = once(process, 'exit');
		this.url = url;
	}

	static async start(task: ApplicationTask): Promise<ApplicationProcess> {
		const process = fork(application, [JSON.stringify(task)], { execArgv: ['--expose-gc'] });
		const started = await hear(process, 'started');
		return new ApplicationProcess(process, started.url);
	}

	/** What it has seen and what it holds, while nobody asks anything of it. */
	async inspect(): Promise<Inspection> {
		const inspected = hear(this.#process, 'inspected');
		this.#tell('inspect');
		return (await inspected).inspection;
	}

	/** Has it close its server, its sessions and its client. Settles when it has ended, and answers its exit code. */
	async end(): Promise<number | null> {
		this.#tell('end');
		await this.#ended;
		return this.#process.exitCode;
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.#process.kill('SIGKILL');
		await this.#ended;
	}

	#tell(order: ApplicationOrder): void {
		this.#process.send(order);
	}
}

/** The next message of a kind; rejects when the process ends without it. */
function hear<Kind extends ApplicationMessage['kind']>(
	process: ChildProcess,
	kind: Kind,
): Promise<Extract<ApplicationMessage, { readonly kind: Kind }>> {
	return new Promise((resolve, reject) => {
		const fail = (): void => reject(new Error(`The application ended before it had ${kind}.`));
		process.once('exit', fail);
		process.once('message', (message: ApplicationMessage) => {
			process.off('exit', fail);
			if (message.kind === kind) resolve(message as Extract<ApplicationMessage, { readonly kind: Kind }>);
			else reject(new Error(`The application has ${message.kind}, not ${kind}.`));
		});
	});
}
