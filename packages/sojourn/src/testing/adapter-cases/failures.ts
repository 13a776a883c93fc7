import type { AdapterCase } from '../adapter-case.ts';
import { equal, ok } from '../expect.ts';
import { pieces } from './pieces.ts';

export const failureCases: readonly AdapterCase[] = [
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
