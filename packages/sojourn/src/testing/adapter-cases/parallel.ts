import type { AdapterCase } from '../adapter-case.ts';
import { equal, ok } from '../expect.ts';
import { pause } from '../pause.ts';

export const parallelCases: readonly AdapterCase[] = [
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
