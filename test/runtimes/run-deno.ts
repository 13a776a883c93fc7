import type { Serve } from '../../packages/sojourn/test/adapters/fetch-application.ts';
import { printOutcomes } from './suite.ts';
import { suitesForEverywhere } from './suites/everywhere.ts';
import { suitesWithNodeModules } from './suites/with-node-modules.ts';

declare const Deno: {
	serve(
		options: { readonly hostname: string; readonly port: number; onListen(): void },
		handler: (request: Request) => Promise<Response>,
	): { readonly addr: { readonly port: number }; shutdown(): Promise<void> };
	exit(): never;
};

const serve: Serve = async (answer) => {
	const server = Deno.serve({ hostname: '127.0.0.1', port: 0, onListen() {} }, answer);
	return { url: `http://127.0.0.1:${server.addr.port}`, close: () => server.shutdown() };
};
const sqliteClients = ['node:sqlite', 'better-sqlite3', 'libsql', 'deno.land/x/sqlite (stand-in)'];

await printOutcomes([...suitesForEverywhere(serve), ...suitesWithNodeModules(sqliteClients)]);
// Nothing stops a server of Oak's.
Deno.exit();
