import type { AdapterCase } from '../adapter-case.ts';
import { equal, fails, ok } from '../expect.ts';
import { pause } from '../pause.ts';

export const headerCases: readonly AdapterCase[] = [
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
];
