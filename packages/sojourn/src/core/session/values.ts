import { UnsupportedValueError } from '../../codec/unsupported-value-error.ts';
import { SojournError } from '../../contract/errors.ts';
import { andThen, type MaybePromise } from '../../promises/maybe-promise.ts';
import { recordUnreadable, tooLarge } from '../faults.ts';
import { validated } from '../options/schema.ts';
import type { Settings } from '../options/settings.ts';
import type { Entry } from '../state/state.ts';

/** Checks a session key, which may be any text that UTF-8 can hold. */
export function checkKey(key: unknown): asserts key is string {
	if (typeof key !== 'string') throw new TypeError("A session's key must be a string, such as session.get('user').");
	if (!key.isWellFormed())
		throw new TypeError("A session's key must be well-formed text, without half of a surrogate pair.");
}

/** Whether it can name a subject: text that UTF-8 can hold, since two that it cannot hold would be one and the same in it. */
export function isSubject(subject: unknown): subject is string {
	return typeof subject === 'string' && subject !== '' && subject.isWellFormed();
}

/**
 * The entry that a value becomes, at once: what the caller does to the value afterwards changes nothing.
 *
 * @throws SojournError `SOJOURN_VALUE_UNSUPPORTED` with the path to what cannot be stored; `SOJOURN_TOO_LARGE` when it alone
 * is over `maxBytes`
 */
export function encodeValue(settings: Settings, value: unknown, flash: boolean): Entry {
	const text = stringify(settings, value);
	// A text has at least as many bytes as units, so that most need not be counted.
	if (text.length > settings.maxBytes) {
		throw tooLarge(new TextEncoder().encode(text).length, settings.maxBytes, 'the option maxBytes');
	}
	return { text, flash };
}

/** As {@link encodeValue}, after the key's schema has had its say; at once unless the schema is asynchronous. */
export function encodeChecked(settings: Settings, key: string, value: unknown, flash: boolean): MaybePromise<Entry> {
	if (settings.schemas === null) return encodeValue(settings, value, flash);
	return andThen(validated(settings.schemas, key, value), (checked) => encodeValue(settings, checked, flash));
}

/** As {@link encodeChecked}, always at once. Throws a TypeError where the key's schema is asynchronous. */
export function encodeCheckedAtOnce(settings: Settings, key: string, value: unknown): Entry {
	const entry = encodeChecked(settings, key, value, false);
	if (!(entry instanceof Promise)) return entry;
	entry.catch(() => {});
	throw new TypeError(
		'update takes a key whose schema in the option schema answers at once: what it makes may have to be made again. Use get and set, or a schema that is not asynchronous.',
	);
}

/** The value of an entry, the caller's own copy; null where there is no entry. */
export function decodeValue(settings: Settings, entry: Entry | null): unknown {
	if (entry === null) return null;
	try {
		return settings.serializer.parse(entry.text);
	} catch {
		// What a parser complains of is the value's own text.
		throw recordUnreadable();
	}
}

/** As {@link decodeValue}, once the entry is there. */
export function decodeFound(settings: Settings, entry: MaybePromise<Entry | null>): MaybePromise<unknown> {
	if (entry instanceof Promise) return entry.then((found) => decodeValue(settings, found));
	return decodeValue(settings, entry);
}

function stringify(settings: Settings, value: unknown): string {
	let text: unknown;
	try {
		text = settings.serializer.stringify(value);
	} catch (error) {
		if (error instanceof UnsupportedValueError) {
			throw new SojournError('SOJOURN_VALUE_UNSUPPORTED', error.message, { cause: error });
		}
		// Its own error may hold the value.
		throw new SojournError('SOJOURN_VALUE_UNSUPPORTED', 'The serializer refuses the value.');
	}
	if (typeof text === 'string') return text;
	throw new SojournError(
		'SOJOURN_VALUE_UNSUPPORTED',
		'The serializer makes no text of the value, so it cannot be stored.',
	);
}
