import { Application } from '@oakserver/oak';
import { listen, type RunningOak } from '../../../../../test/hosts/oak/listen.ts';
import { createSessions, type Sessions } from '../../../src/index.ts';
import { memoryStore } from '../../../src/stores/memory.ts';
import { Browser } from '../../../src/testing/browser.ts';

/** An application that runs until its test ends. */
interface Running extends RunningOak {
	/** A browser that has never been there. */
	browser(): Browser;
}

/** Starts an application, which is stopped when the case is over. */
type Start = (build: (app: Application, sessions: Sessions) => void, secure?: boolean | 'auto') => Promise<Running>;

/** Cases by their names. */
export type OakCases = Readonly<Record<string, (start: Start) => Promise<void>>>;

const start: Start = async (build, secure = false) => {
	const sessions = createSessions({ store: memoryStore(), secret: false, cookie: { secure } });
	const app = new Application({ logErrors: false });
	build(app, sessions);
	const server = await listen(app);
	return { ...server, browser: () => new Browser(server.url) };
};

/** Runs a case, and stops what it has started. Without `using`, which Node 22 does not know. */
export async function runCase(run: (start: Start) => Promise<void>): Promise<void> {
	const running: Running[] = [];
	try {
		await run(async (...application) => {
			const server = await start(...application);
			running.push(server);
			return server;
		});
	} finally {
		for (const server of running) await server.close();
	}
}
