/** Fails with the demand that was not met. */
export function ok(condition: unknown, demand: string): asserts condition {
	if (!condition) throw new Error(demand);
}

/** Fails unless both are deeply equal: primitives by `Object.is`, byte arrays, arrays and plain objects by content. */
export function equal(actual: unknown, expected: unknown, demand: string): void {
	if (same(actual, expected)) return;
	throw new Error(`${demand}\n  expected: ${show(expected)}\n  actual:   ${show(actual)}`);
}

/** Fails unless `run` throws, or rejects with, an error of this `code`. */
export async function fails(run: () => unknown, code: string, demand: string): Promise<void> {
	let answer: unknown;
	try {
		answer = await run();
	} catch (error) {
		const actual = error instanceof Error && 'code' in error ? error.code : error;
		equal(actual, code, demand);
		return;
	}
	throw new Error(`${demand}\n  expected: an error with the code ${code}\n  actual:   the answer ${show(answer)}`);
}

function same(actual: unknown, expected: unknown): boolean {
	if (Object.is(actual, expected)) return true;
	if (typeof actual !== 'object' || typeof expected !== 'object' || actual === null || expected === null) return false;
	if (expected instanceof Uint8Array) return actual instanceof Uint8Array && sameBytes(actual, expected);
	if (actual instanceof Uint8Array || Array.isArray(actual) !== Array.isArray(expected)) return false;
	const left = Object.entries(actual);
	const right = new Map(Object.entries(expected));
	return left.length === right.size && left.every(([name, value]) => right.has(name) && same(value, right.get(name)));
}

function sameBytes(actual: Uint8Array, expected: Uint8Array): boolean {
	return actual.length === expected.length && actual.every((byte, index) => byte === expected[index]);
}

function show(value: unknown): string {
	const text = JSON.stringify(value, (_, part: unknown) => {
		if (part instanceof Uint8Array) return `${part.length} bytes: ${part.subarray(0, 16).join(' ')}`;
		return typeof part === 'bigint' || part === undefined ? String(part) : part;
	});
	return text.length > 400 ? `${text.slice(0, 400)} ...` : text;
}
