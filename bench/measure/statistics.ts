/** What several measurements of one thing come to. */
export interface Summary {
	readonly median: number;
	readonly least: number;
	readonly most: number;
}

/** The median of at least one number, and the least and the most of them. */
export function summarize(values: readonly number[]): Summary {
	const sorted = values.toSorted((left, right) => left - right);
	const upper = sorted[Math.floor(sorted.length / 2)] as number;
	const lower = sorted[Math.ceil(sorted.length / 2) - 1] as number;
	return { median: (lower + upper) / 2, least: sorted[0] as number, most: sorted.at(-1) as number };
}
