import assert from 'node:assert/strict';
import type { Session, SessionHandler, Sessions, UntypedData } from 'sojourn';
import { browse } from '../../../support/browse.ts';
import { testPage } from '../../../support/test-page.ts';

type Handler = SessionHandler<UntypedData, []>;

interface Page {
	readonly sessions: Sessions<UntypedData>;
	readonly importFiles: Handler;
	readonly liveBasket: Handler;
	readonly readonlySession: (upgrade: Request) => Session<UntypedData>;
	readonly socketSession: (upgrade: Request) => Session<UntypedData>;
	readonly onMessage: (session: Session<UntypedData>, text: string) => Promise<void>;
}

testPage('docs/guide/streams.md', {
	examples: [
		[
			'a stream saves as it goes, an open connection sees changes and the end, a socket changes what is there',
			async ({ load }) => {
				const { sessions, importFiles, liveBasket, ...sockets } = await load<Page>();
				const browser = browse(sessions, {
					'/import': importFiles,
					'/basket': async (_, session) => {
						await session.set('basket', ['tea']);
						return new Response();
					},
					'/all': async (_, session) => Response.json(await session.all()),
				});
				const cookie = (): string => [...browser.cookies].map((pair) => pair.join('=')).join('; ');
				const upgrade = (): Request => new Request('https://example.test/', { headers: { cookie: cookie() } });

				assert.equal((await browser.open('/import')).body, '1 imported\n2 imported\n3 imported\n');
				assert.deepEqual(JSON.parse((await browser.open('/all')).body), { imported: 3 });

				const live = await sessions.handle(liveBasket)(upgrade());
				assert.equal(live.headers.get('content-type'), 'text/event-stream');
				const reader = (live.body as ReadableStream<Uint8Array>).getReader();
				const next = async (): Promise<string> => new TextDecoder().decode((await reader.read()).value);
				assert.equal(await next(), 'data: null\n\n');
				await browser.open('/basket');
				let event = await next();
				// The stream may have read one event ahead.
				if (event === 'data: null\n\n') event = await next();
				assert.equal(event, 'data: ["tea"]\n\n');

				const socket = sockets.socketSession(upgrade());
				await sockets.onMessage(socket, 'hello');
				assert.deepEqual(JSON.parse((await browser.open('/all')).body).messages, ['hello']);
				const stranger = sockets.socketSession(new Request('https://example.test/'));
				await assert.rejects(sockets.onMessage(stranger, 'hello'), { code: 'SOJOURN_HEADERS_SENT' });
				const reading = sockets.readonlySession(upgrade());
				assert.deepEqual(await reading.get('messages'), ['hello']);
				await assert.rejects(reading.set('messages', []), { code: 'SOJOURN_UNSUPPORTED' });

				await sockets.socketSession(upgrade()).destroy();
				assert.equal(browser.cookies.size, 1, 'The cookie stays.');
				assert.equal((await browser.open('/all')).body, '{}', 'It opens nothing.');
				while (!(await reader.read()).done);
				await sessions.close();
			},
		],
	],
});
