import type { Serve } from '../../packages/sojourn/test/adapters/fetch-application.ts';
import { printOutcomes } from './suite.ts';
import { suitesForEverywhere } from './suites/everywhere.ts';
import { suitesWithNodeModules } from './suites/with-node-modules.ts';

declare const Bun: {
	serve(options: {
		readonly hostname: string;
		readonly port: number;
		readonly fetch: (request: Request) => Promise<Response>;
	}): { readonly port: number; stop(closeConnections: boolean): Promise<void> };
};

const serve: Serve = async (answer) => {
	const server = Bun.serve({ hostname: '127.0.0.1', port: 0, fetch: answer });
	return { url: `http://127.0.0.1:${server.port}`, close: () => server.stop(true) };
};
const sqliteClients = ['node:sqlite', 'bun:sqlite', 'better-sqlite3', 'libsql', 'deno.land/x/sqlite (stand-in)'];

await printOutcomes([...suitesForEverywhere(serve), ...suitesWithNodeModules(sqliteClients)]);
