import type { AdapterContext } from './adapter.ts';
import { equal, fails, ok } from './expect.ts';

/** One demand on an adapter. */
export interface AdapterCase {
	readonly name: string;
	/** The frameworks it is demanded of: those that tell of throws, or those that do not. Default: all. */
	readonly tellsOfThrows?: boolean;
	readonly run: (context: AdapterContext) => Promise<void>;
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Everything an adapter has to do, seen from outside. */
export const adapterCases: readonly AdapterCase[] = [
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
	throwingHandler({
		name: 'a handler that throws stores nothing that was pending, and the server goes on',
		tellsOfThrows: true,
		left: '{"/set":1}',
	}),
	throwingHandler({
		name: 'a handler that throws is answered with 500 as any other, and the server goes on',
		tellsOfThrows: false,
		left: '{"/set":1,"/throw":1}',
	}),
	{
		name: 'a store that fails makes the request fail visibly, never anonymous, and is used again when it is back',
		async run({ serve, browser, sessions, weather }) {
			let unsaved = 0;
			sessions.on('unsaved', () => {
				unsaved += 1;
			});
			serve(async (path, session) => {
				if (path === '/set') await session.set('user', 'ann');
				return { headers: { 'x-application': 'yes' }, body: `user ${await session.get('user')}` };
			});
			const ann = browser();
			await ann.open('/set');
			weather.down = true;
			const reading = await ann.open('/get');
			equal(reading.status, 500, 'Reading fails with 500.');
			ok(!reading.body.includes('null'), 'It is never answered as anonymous.');
			const eve = browser();
			const storing = await eve.open('/set');
			equal(
				[storing.status, storing.headers.get('x-application'), eve.cookies.size],
				[500, null, 0],
				'Storing fails with 500, without the answer that was meant.',
			);
			ok(!storing.body.includes('ann'), 'Its body does not leave.');
			weather.down = false;
			equal((await ann.open('/get')).body, 'user ann', 'Then all goes on.');
			equal(unsaved, 0, 'What failed is not told as forgotten too.');
		},
	},
	{
		name: 'no piece of a body leaves when the session cannot be stored',
		async run({ serve, browser, weather }) {
			serve(async (_, session) => {
				await session.set('user', 'ann');
				return { body: pieces(['first', 'second', 'third']) };
			});
			weather.down = true;
			const { status, body } = await browser().open('/');
			equal([status, /first|second|third/.test(body)], [500, false], 'It fails with 500.');
		},
	},
	{
		name: 'a session that was ended meanwhile is answered with 409, and touches no cookie',
		async run({ serve, browser }) {
			const ann = browser();
			serve(async (path, session) => {
				await session.get('user');
				if (path === '/slow') await ann.open('/destroy');
				if (path === '/destroy') await session.destroy();
				else await session.set('user', 'ann');
				return {};
			});
			await ann.open('/set');
			const late = ann.copy();
			const page = await late.open('/slow');
			equal([page.status, page.headers.getSetCookie()], [409, []], 'It is told so.');
			equal(ann.cookies.size, 0, 'The one who destroyed it has no cookie any more.');
		},
	},
	{
		name: 'an untouched session adds no header, a read one Vary and Cache-Control, and the application’s own cookies stay',
		async run({ serve, browser }) {
			serve(async (path, session) => {
				if (path === '/set') await session.set('a', 1);
				if (path === '/get') await session.get('a');
				return { headers: { 'set-cookie': 'theme=dark' }, body: 'x' };
			});
			const ann = browser();
			const untouched = await ann.open('/untouched');
			equal([untouched.headers.get('vary'), untouched.headers.get('cache-control')], [null, null], 'Untouched.');
			const set = await ann.open('/set');
			equal(set.headers.getSetCookie().length, 2, 'Both cookies are set.');
			const read = await ann.open('/get');
			equal([read.headers.get('vary'), read.headers.get('cache-control')], ['Cookie', 'no-store'], 'Read.');
			equal(read.headers.getSetCookie(), ['theme=dark'], 'Reading sets no cookie.');
		},
	},
	{
		name: 'a change after the headers have left is SOJOURN_HEADERS_SENT, unless the visitor has his cookie and it is saved',
		async run({ serve, browser }) {
			const late: Promise<void>[] = [];
			serve(async (path, session) => {
				if (path === '/get') return { body: String(await session.get('late')) };
				if (path === '/set') await session.set('a', 1);
				if (path !== '/untouched') await session.get('a');
				return {
					body: (async function* () {
						yield 'first';
						await pause(20);
						const change = async (): Promise<void> => {
							await session.set('late', 'saved');
							await session.save();
						};
						late.push(change());
						await late.at(-1)?.catch(() => {});
						yield 'second';
					})(),
				};
			});
			for (const path of ['/new', '/untouched']) {
				await browser().open(path);
				await fails(() => late.at(-1), 'SOJOURN_HEADERS_SENT', 'A new visitor cannot be given a cookie any more.');
			}
			const ann = browser();
			await ann.open('/set');
			await ann.open('/stream');
			await late.at(-1);
			equal((await ann.open('/get')).body, 'saved', 'One who has it can be remembered.');
		},
	},
	{
		name: 'destroy takes the cookie away, and regenerate gives another one',
		async run({ serve, browser }) {
			serve(async (path, session) => {
				if (path === '/set') await session.set('user', 'ann');
				if (path === '/regenerate') await session.regenerate();
				if (path === '/destroy') await session.destroy();
				return { body: String(await session.get('user')) };
			});
			const ann = browser();
			await ann.open('/set');
			const before = [...ann.cookies.values()];
			equal((await ann.open('/regenerate')).body, 'ann', 'What it holds stays.');
			ok(before[0] !== [...ann.cookies.values()][0], 'Under another cookie.');
			await ann.open('/destroy');
			equal(ann.cookies.size, 0, 'The cookie is gone.');
			equal((await ann.open('/get')).body, 'null', 'And the session.');
		},
	},
	{
		name: 'parallel changes that take the store a while are all answered, and none is lost',
		async run({ serve, browser, weather }) {
			serve(async (path, session) => {
				if (path === '/keys') return { body: String((await session.keys()).length) };
				await session.set(path, true);
				return {};
			});
			const ann = browser();
			await ann.open('/first');
			weather.delay = 20;
			const paths = Array.from({ length: 10 }, (_, index) => `/parallel${index}`);
			const pages = await Promise.all(paths.map((path) => ann.copy().open(path)));
			weather.delay = 0;
			equal(
				pages.map(({ status }) => status),
				paths.map(() => 200),
				'Every one is answered.',
			);
			equal((await ann.open('/keys')).body, '11', 'All keys are there.');
		},
	},
	{
		name: 'under load no visitor ever sees another’s session, and no parallel change is lost',
		async run({ serve, browser }) {
			serve(async (path, session) => {
				const [, who = '', key = ''] = path.split('/');
				const before = await session.get('who');
				await pause(1);
				if (before !== null && before !== who) return { status: 400 };
				await session.set('who', who);
				if (key !== '') await session.set(key, true);
				return { body: String((await session.keys()).length) };
			});
			const visitors = Array.from({ length: 20 }, () => browser());
			await Promise.all(visitors.map((visitor, index) => visitor.open(`/visitor${index}`)));
			const pages = await Promise.all(
				visitors.flatMap((visitor, index) =>
					Array.from({ length: 5 }, (_, key) => visitor.open(`/visitor${index}/key${key}`)),
				),
			);
			ok(
				pages.every((page) => page.status === 200),
				'Everyone finds himself.',
			);
			for (const [index, visitor] of visitors.entries()) {
				equal((await visitor.open(`/visitor${index}`)).body, '6', 'Five keys of five, and who it is.');
			}
		},
	},
];

/** What is left in the session of a visitor whose handler threw after it had changed something. */
function throwingHandler({ left, ...about }: Omit<AdapterCase, 'run'> & { readonly left: string }): AdapterCase {
	return {
		...about,
		async run({ serve, browser }) {
			serve(async (path, session) => {
				if (path === '/get') return { body: JSON.stringify(await session.all()) };
				await session.set(path, 1);
				if (path === '/throw') throw new Error('the handler fails');
				return {};
			});
			const ann = browser();
			await ann.open('/set');
			equal((await ann.open('/throw')).status, 500, 'It is answered with 500.');
			equal((await ann.open('/get')).body, left, 'What is stored is what can be.');
		},
	};
}

async function* pieces(texts: readonly string[]): AsyncGenerator<string> {
	for (const text of texts) {
		await pause(0);
		yield text;
	}
}
