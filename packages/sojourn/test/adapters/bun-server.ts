// Run by Bun.

import type { Serve } from './fetch-application.ts';

declare const Bun: {
	serve(options: {
		readonly hostname: string;
		readonly port: number;
		readonly fetch: (request: Request) => Promise<Response>;
	}): { readonly port: number; stop(closeConnections: boolean): Promise<void> };
};

/** Serves a handler by Bun's own server, on a free port. */
export const serve: Serve = async (answer) => {
	const server = Bun.serve({ hostname: '127.0.0.1', port: 0, fetch: answer });
	return { url: `http://127.0.0.1:${server.port}`, close: () => server.stop(true) };
};
