// The demo: `npm run demo`, or `npm run demo -- --driver redis --framework oak`.

import { createApplication } from './application.ts';
import { readSettings, usage } from './arguments.ts';
import { DemoFailure } from './failure.ts';
import { openFolder } from './folder.ts';
import { startHost } from './hosts.ts';
import { claimPort } from './port.ts';
import { openStore } from './stores.ts';

/** Milliseconds in which everything is closed, or else left open. */
const longestEnd = 5000;

/** Serves until the process is told to end. */
async function serve(): Promise<void> {
	const settings = readSettings(process.argv.slice(2), process.env);
	if (settings === null) {
		console.log(usage);
		return;
	}
	const ended = untilInterrupted();
	const folder = await openFolder(settings.folder);
	const port = await claimPort(settings.port);

	await using opened = new AsyncDisposableStack();
	const store = await openStore(settings.driver, folder.path);
	opened.defer(() => store.close());
	const host = await startHost(settings.framework, {
		application: createApplication({ store, framework: settings.framework }),
		store: store.store,
		secret: folder.secret,
		port,
	});
	opened.defer(() => host.close());

	console.log(`The demo is at http://127.0.0.1:${port}/ (${store.title}, ${settings.framework}). Ctrl+C ends it.`);
	await ended;
}

/**
 * Listens from the start, so that an early interrupt ends what was opened too. An interrupt often comes twice, from the
 * terminal and from whoever started the demo: the second one must not cut the first one's work short.
 */
function untilInterrupted(): Promise<void> {
	return new Promise((resolve) => {
		const end = (): void => {
			resolve();
			setTimeout(() => process.exit(1), longestEnd).unref();
		};
		process.on('SIGINT', end).on('SIGTERM', end);
	});
}

try {
	await serve();
	// All is closed, but for the socket that Oak 14 keeps open on Node.
	process.exit();
} catch (error) {
	if (!(error instanceof DemoFailure)) throw error;
	console.error(error.message);
	process.exitCode = 1;
}
