import type { ServerResponse } from 'node:http';
import { HeldAnswer } from './node-answer.ts';

type Methods = Pick<ServerResponse, 'writeHead' | 'write' | 'end'>;

/** Under it a response keeps the methods that it had before. */
const beneath: unique symbol = Symbol('sojourn methods');

interface MaybeStandingBy extends ServerResponse {
	[beneath]?: Methods;
}

interface StandingBy extends ServerResponse {
	readonly [beneath]: Methods;
}

/**
 * Lets an answer wait also for a session of which something is asked only after a method of the answer was taken:
 * `response.end(await session.get('user'))` takes `end` first, and node's own would send the head while it has none yet.
 * The same functions for every response, which do nothing but call what was there where no session is used.
 */
export function standBy(response: MaybeStandingBy): void {
	// The middleware may be there twice.
	if (response[beneath] !== undefined) return;
	const { writeHead, write, end } = response;
	response[beneath] = { writeHead, write, end };
	response.writeHead = methods.writeHead;
	response.write = methods.write;
	response.end = methods.end;
}

const methods = {
	writeHead(this: StandingBy, ...head: unknown[]): ServerResponse {
		const held = HeldAnswer.waitingFor(this);
		if (held === null) return Reflect.apply(this[beneath].writeHead, this, head);
		held.writeHead(head);
		return this;
	},
	write(this: StandingBy, ...parameters: unknown[]): boolean {
		const held = HeldAnswer.waitingFor(this);
		if (held === null) return Reflect.apply(this[beneath].write, this, parameters);
		held.late(() => Reflect.apply(this[beneath].write, this, parameters), parameters);
		return true;
	},
	end(this: StandingBy, ...parameters: unknown[]): ServerResponse {
		const held = HeldAnswer.waitingFor(this);
		if (held === null) return Reflect.apply(this[beneath].end, this, parameters);
		held.late(() => Reflect.apply(this[beneath].end, this, parameters), parameters);
		return this;
	},
} as unknown as Methods;
