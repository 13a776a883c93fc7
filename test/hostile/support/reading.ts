/** A genuine cookie: the session of this visitor, split over so many cookies. */
export interface GenuineCookie {
	readonly who: string;
	readonly pieces: readonly string[];
}

/** How many cookies of one name are tried. */
const tried = 4;

/**
 * Whose session a Cookie header opens, as one reads it by hand: of the first cookies of the name the first that is, with
 * as many cookies of the further names as it has, exactly what a visitor was given; or null.
 */
export function ownerByHand(header: string, name: string, genuine: readonly GenuineCookie[]): string | null {
	const pairs = header.split(';').flatMap((part) => {
		const equals = part.indexOf('=');
		return equals === -1 ? [] : [{ name: trimmed(part.slice(0, equals)), value: trimmed(part.slice(equals + 1)) }];
	});
	const valuesOf = (wanted: string): readonly string[] =>
		pairs.filter((pair) => pair.name === wanted && pair.value !== '').map(({ value }) => value);
	for (const start of valuesOf(name).slice(0, tried)) {
		for (const { who, pieces } of genuine) {
			const found = [start, ...pieces.slice(1).map((_, index) => valuesOf(`${name}.${index + 1}`)[0])];
			if (pieces.every((piece, index) => found[index] === piece)) return who;
		}
	}
	return null;
}

/** Without the white space around it that a Cookie header may have: spaces and tabs, nothing else. */
function trimmed(text: string): string {
	let [start, end] = [0, text.length];
	while (start < end && ' \t'.includes(text.charAt(start))) start += 1;
	while (start < end && ' \t'.includes(text.charAt(end - 1))) end -= 1;
	return text.slice(start, end);
}
