import type { RequestListener } from 'node:http';
import { createSessions, type Sessions, type UntypedData } from '../../src/index.ts';
import { Browser } from '../../src/testing/browser.ts';
import { slowStore } from '../core/slow-store.ts';
import { secret } from '../support/secret.ts';
import { listen } from './node-server.ts';

/** How slow the store is, and how long a request waits for it. */
interface Slowness {
	/** Milliseconds that each call takes; null for calls that never answer. Default 5. */
	readonly delay?: number | null;
	/** Milliseconds. */
	readonly deadline?: number;
}

/** Lets a browser visit a server of `node:http` whose sessions are in a store that answers later, so that answers wait. */
export async function visitSlowServer(
	build: (sessions: Sessions<UntypedData>) => RequestListener,
	run: (ann: Browser) => Promise<void>,
	{ delay = 5, deadline = 2000 }: Slowness = {},
): Promise<void> {
	const slow = slowStore();
	slow.delay = delay;
	const sessions = createSessions<UntypedData>({
		store: slow.store,
		secret,
		cookie: { secure: false },
		deadline,
	});
	const server = await listen(build(sessions));
	try {
		await run(new Browser(server.url));
	} finally {
		await server.close();
	}
}
