/** One step from a value into it: a property, an element, or null for what a value of a class is stored as. */
export type Step = string | number | null;

/** A longer property is cut: a visitor may have named it, and it stands in a message. */
const longestProperty = 100;

const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/** The steps as JavaScript writes them: `friends[2].callback`, `["first name"]`. */
export function writePath(steps: readonly Step[]): string {
	let path = '';
	for (const step of steps) {
		if (step === null) continue;
		if (typeof step === 'number') path += `[${step}]`;
		else if (step.length > longestProperty) path += `[${JSON.stringify(`${step.slice(0, longestProperty)}…`)}]`;
		else if (!identifier.test(step)) path += `[${JSON.stringify(step)}]`;
		else path += path === '' ? step : `.${step}`;
	}
	return path;
}
