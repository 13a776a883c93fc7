/**
 * For stores and adapters, at start: refuses options that are no object, and options that there are not, because a
 * misspelt one would be passed over without a word.
 *
 * @param taker the name of the function that was called
 * @param options what it was given
 * @param known the names of its options
 * @throws TypeError that names the function, the first unknown option, and those that there are
 */
export function checkOptions(taker: string, options: unknown, known: readonly string[]): void {
	if (typeof options !== 'object' || options === null || Array.isArray(options)) {
		throw new TypeError(`${taker} takes an object of options, such as { ${known[0]}: ... }. ${listOf(known)}`);
	}
	for (const name of Object.keys(options)) {
		if (!known.includes(name)) throw new TypeError(`${taker} has no option ${name}. ${listOf(known)}`);
	}
}

function listOf(known: readonly string[]): string {
	return `The options are: ${known.join(', ')}.`;
}
