import type { Priority } from './types.ts';

const order: readonly Priority[] = ['very-high', 'high', 'normal', 'low', 'very-low'];

/** Highest first, what is none last; those of one priority stay as they were. */
export function byPriority<Item extends { readonly priority?: Priority }>(items: readonly Item[]): Item[] {
	const rank = ({ priority = 'normal' }: Item): number => {
		const place = order.indexOf(priority);
		return place === -1 ? order.length : place;
	};
	return items.toSorted((left, right) => rank(left) - rank(right));
}
