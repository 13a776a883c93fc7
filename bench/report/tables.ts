import { markdownTable } from 'markdown-table';
import type { Contestant } from '../contestants.ts';
import { kinds } from '../kinds.ts';
import type { Summary } from '../measure/statistics.ts';
import type { Result, Results } from './results.ts';

/** The tables of all that was measured, in Markdown. */
export function tables(contestants: readonly Contestant[], results: Results): string {
	const sections: readonly [string, (result: Result) => string | null][] = [
		[
			'Part of the speed of the server without sessions: median, least and most of the rounds.',
			({ toBare }) => ratio(toBare),
		],
		['Part of the speed of the floor, the same.', ({ toFloor }) => (toFloor === null ? null : ratio(toFloor))],
		['Requests a second, median.', ({ perSecond }) => Math.round(perSecond.median).toLocaleString('en')],
		[
			'Microseconds of processor time that a request took of the server, median.',
			({ processorTime }) => processorTime.median.toFixed(1),
		],
	];
	return sections.map(([title, cell]) => `${title}\n\n${table(contestants, results, cell)}\n`).join('\n');
}

function table(contestants: readonly Contestant[], results: Results, cell: (result: Result) => string | null): string {
	const rows = contestants.flatMap(({ name }) => {
		const cells = kinds.map(({ letter }) => {
			const result = results.get(name)?.[letter];
			return result === undefined ? null : cell(result);
		});
		return cells.every((each) => each !== null) ? [[name, ...cells]] : [];
	});
	const head = ['', ...kinds.map(({ letter, title }) => `(${letter}) ${title}`)];
	return markdownTable([head, ...rows], { align: ['l', ...kinds.map(() => 'r')] });
}

function ratio({ median, least, most }: Summary): string {
	return `${median.toFixed(2)} (${least.toFixed(2)} to ${most.toFixed(2)})`;
}
