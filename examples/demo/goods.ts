/** Something that can be put into the basket. */
export interface Good {
	readonly id: string;
	readonly name: string;
	/** In euros. */
	readonly price: number;
}

export const goods: readonly Good[] = [
	{ id: 'teapot', name: 'Teapot', price: 24 },
	{ id: 'notebook', name: 'Notebook', price: 6 },
	{ id: 'lamp', name: 'Reading lamp', price: 38 },
];

/** How many of one kind a basket takes. */
export const mostOfOne = 99;

/** The basket with so many more of a good, or fewer. Leaves the one it was given as it is. */
export function changedBasket(basket: ReadonlyMap<string, number> | null, id: string, by: number): Map<string, number> {
	const changed = new Map(basket);
	const count = Math.min((changed.get(id) ?? 0) + by, mostOfOne);
	if (count > 0) changed.set(id, count);
	else changed.delete(id);
	return changed;
}
