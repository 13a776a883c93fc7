import { createSessions } from '../../../packages/sojourn/src/index.ts';
import { memoryStore } from '../../../packages/sojourn/src/memory.ts';

/** Milliseconds that the store takes for a change. */
let delay = 0;
let purges = 0;

const store = new Proxy(memoryStore(), {
	get(target, name) {
		const member: unknown = Reflect.get(target, name);
		if (typeof member !== 'function') return member;
		return async (...parameters: unknown[]): Promise<unknown> => {
			if (name === 'purge') purges += 1;
			if (name === 'replace' && delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
			return Reflect.apply(member, target, parameters);
		};
	},
});

// Outside of every request, where Workers refuse timers, randomness and anything that takes time.
const sessions = createSessions({ store, secret: 'a secret for tests, long enough to be one' });

const visit = sessions.handle(async (request, session) => {
	await session.set(new URL(request.url).pathname, true);
	return Response.json(await session.keys());
});

export default {
	async fetch(request: Request): Promise<Response> {
		const { pathname, searchParams } = new URL(request.url);
		if (pathname === '/delay') {
			delay = Number(searchParams.get('milliseconds'));
			return new Response();
		}
		if (pathname === '/purges') return Response.json(purges);
		if (pathname === '/warnings') return Response.json(warningsOf(() => createSessions({ store, secret: 'short' })));
		if (pathname !== '/leave') return visit(request);
		// The answer leaves while the change is still being stored, and ends what the request had begun.
		const session = sessions.open(request);
		await session.set(pathname, true);
		void session.save();
		return new Response();
	},
};

/** What is said on the console meanwhile, where Workers keep their log. */
function warningsOf(run: () => unknown): readonly unknown[] {
	const warnings: unknown[] = [];
	const { warn } = console;
	console.warn = (text: unknown) => warnings.push(text);
	try {
		run();
	} finally {
		console.warn = warn;
	}
	return warnings;
}
