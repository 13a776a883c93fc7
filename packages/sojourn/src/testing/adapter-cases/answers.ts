import type { AdapterCase } from '../adapter-case.ts';
import { equal } from '../expect.ts';
import { pieces } from './pieces.ts';

export const answerCases: readonly AdapterCase[] = [
	{
		name: 'what one request stores the next one reads',
		async run({ serve, browser }) {
			serve(async (path, session) => {
				if (path === '/set') await session.set('user', 'ann');
				return { body: String(await session.get('user')) };
			});
			const ann = browser();
			equal((await ann.open('/get')).body, 'null', 'A new visitor has nothing.');
			equal(ann.cookies.size, 0, 'And gets no cookie for looking.');
			equal((await ann.open('/set')).body, 'ann', 'What was set is there at once.');
			equal((await ann.open('/get')).body, 'ann', 'And in the next request.');
			equal((await browser().open('/get')).body, 'null', 'Not for another visitor.');
		},
	},
	{
		name: 'the store has what was set before the first byte of the answer leaves',
		async run({ serve, browser, weather }) {
			weather.delay = 30;
			serve(async (path, session) => {
				if (path === '/get') return { body: String(await session.get('path')) };
				await session.set('path', path);
				if (path === '/redirect') return { status: 303, headers: { location: '/get' } };
				return { body: pieces(['first ', 'second']) };
			});
			for (const path of ['/redirect', '/stream']) {
				const ann = browser();
				await ann.open(path);
				equal((await ann.copy().open('/get')).body, path, `${path}: the next request has it.`);
			}
		},
	},
	{
		name: 'a streamed body arrives whole and in order, after the headers with the cookie',
		async run({ serve, browser }) {
			serve(async (_, session) => {
				await session.set('a', 1);
				return {
					headers: { 'content-type': 'text/plain' },
					body: pieces(Array.from({ length: 50 }, (_, index) => `${index}\n`)),
				};
			});
			const ann = browser();
			const page = await ann.open('/');
			equal(page.body, Array.from({ length: 50 }, (_, index) => `${index}\n`).join(''), 'Nothing is lost.');
			equal(ann.cookies.size, 1, 'The cookie is there.');
		},
	},
	{
		name: 'HEAD, 404 and 500 answers are committed too',
		async run({ serve, browser }) {
			serve(async (path, session) => {
				if (path === '/get') return { body: String(await session.get('path')) };
				await session.set('path', path);
				return { status: path === '/404' ? 404 : path === '/500' ? 500 : 200 };
			});
			for (const [path, method] of [
				['/404', 'GET'],
				['/500', 'GET'],
				['/head', 'HEAD'],
			] as const) {
				const ann = browser();
				await ann.open(path, { method });
				equal((await ann.open('/get')).body, path, `${method} ${path}`);
			}
		},
	},
];
