const numbers = new Map<string, number>();
const known = new WeakMap<object, number>();

/**
 * The same number for values that are made of the same, whatever the order in which they came about. What is handed over must
 * not be changed afterwards: worlds share most of their parts, and the numbers of those are remembered.
 */
export function numberOf(value: object): number {
	const remembered = known.get(value);
	if (remembered !== undefined) return remembered;
	const description = describe(value);
	const number = numbers.get(description) ?? numbers.size;
	numbers.set(description, number);
	known.set(value, number);
	return number;
}

function describe(value: object): string {
	if (Array.isArray(value)) return `[${value.map(part).join()}]`;
	const keys = Object.keys(value).sort();
	return `{${keys.map((key) => `${key}:${part((value as Record<string, unknown>)[key])}`).join()}}`;
}

function part(value: unknown): string {
	return typeof value === 'object' && value !== null ? `#${numberOf(value)}` : String(JSON.stringify(value));
}
