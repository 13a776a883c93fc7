import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Holding, Listening, ServerMessage, ServerOrder, ServerTask } from './server.ts';

const serverFile = join(import.meta.dirname, 'server.ts');

/** Milliseconds that a server has, at most, to let go of what its last visitors made it hold. */
const patience = 20_000;

/** The server under load, in a process of its own. */
export class ServerProcess implements AsyncDisposable {
	readonly port: number;
	/** Open files and sockets before it opened its store. */
	readonly handlesBefore: number;
	readonly #process: ChildProcess;
	readonly #ended: Promise<unknown[]>;

	private constructor(child: ChildProcess, listening: Listening, ended: Promise<unknown[]>) {
		this.#process = child;
		this.port = listening.port;
		this.handlesBefore = listening.handlesBefore;
		this.#ended = ended;
	}

	static async start(task: ServerTask): Promise<ServerProcess> {
		const child = fork(serverFile, [JSON.stringify(task)], { execArgv: ['--expose-gc'] });
		const ended = once(child, 'exit');
		const [message]: ServerMessage[] = await Promise.race([
			once(child, 'message'),
			ended.then(() => assert.fail('The server did not start.')),
		]);
		assert.ok(message?.kind === 'listening');
		return new ServerProcess(child, message, ended);
	}

	/**
	 * What it holds when nothing is asked of it any more: the handles and the resources that it held before, as soon as it
	 * holds no others; for the first time, when its visitors' connections are closed. What it does not let go of in time, it holds.
	 */
	async holding(before?: Holding): Promise<Holding> {
		const end = performance.now() + patience;
		for (;;) {
			const now = await this.#ask('say what you hold');
			const isQuiet = before === undefined ? now.connections === 0 : isLevel(now, before);
			if (isQuiet || performance.now() > end) return now;
			await setTimeout(100);
		}
	}

	/** Closes it, and waits until it has ended by itself. Answers what it held at the end. */
	async close(): Promise<Holding> {
		const last = await this.#ask('close');
		const [code] = await Promise.race([
			this.#ended,
			setTimeout(patience, undefined, { ref: false }).then(() => assert.fail('The process goes on after close().')),
		]);
		assert.equal(code, 0);
		return last;
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.#process.kill();
		await this.#ended;
	}

	async #ask(order: ServerOrder): Promise<Holding> {
		const answer = once(this.#process, 'message');
		this.#process.send(order);
		const [message]: ServerMessage[] = await Promise.race([
			answer,
			this.#ended.then(() => assert.fail('The server has ended.')),
		]);
		assert.ok(message?.kind === 'holding');
		return message.holding;
	}
}

function isLevel(now: Holding, before: Holding): boolean {
	return now.handles === before.handles && now.resources.join() === before.resources.join();
}
