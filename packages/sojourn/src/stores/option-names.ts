/**
 * Refuses options that a store does not have: a misspelt one would be passed over without a word.
 *
 * @param store the name of the function that was called
 * @throws TypeError that names the first unknown option, and those that there are
 */
export function refuseUnknownOptions(store: string, options: object, known: readonly string[]): void {
	for (const name of Object.keys(options)) {
		if (known.includes(name)) continue;
		throw new TypeError(`${store} has no option ${name}. The options are: ${known.join(', ')}.`);
	}
}
