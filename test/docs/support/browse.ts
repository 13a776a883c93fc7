import type { SessionHandler, Sessions } from 'sojourn';
import { Browser } from '../../../packages/sojourn/src/testing/browser.ts';

/** A browser at a server that has a handler for each path. */
export function browse<Data>(
	sessions: Sessions<Data>,
	handlers: Readonly<Record<string, SessionHandler<Data, []>>>,
): Browser {
	return browserAt(
		sessions.handle((request, session) => {
			const handler = handlers[new URL(request.url).pathname];
			return handler === undefined ? new Response('Not found', { status: 404 }) : handler(request, session);
		}),
	);
}

/** A browser at a fetch-style server. */
export function browserAt(serve: (request: Request) => Promise<Response>): Browser {
	return new Browser('https://example.test', (url, init) => serve(new Request(url, init)));
}
