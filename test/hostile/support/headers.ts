import fc, { type Arbitrary } from 'fast-check';

/** What a Cookie header is made of: the names and values that it may hold among anything else. */
export interface Ingredients {
	/** Names that the server reads, and names that look like them. */
	readonly names: readonly string[];
	/** The cookies of each visitor, names and values; also those that another server has given. */
	readonly visitors: readonly (readonly (readonly [string, string])[])[];
}

const base64Url = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** One change of a value; `other` is the value that it may take something from. */
type Change = (value: string, at: number, length: number, other: string) => string;

const changes: readonly Change[] = [
	(value) => value,
	// Another character, another place, more, less.
	(value, at, length) => value.slice(0, at) + base64Url.charAt(length % 64) + value.slice(at + 1),
	(value, at) => value.slice(0, at) + String.fromCharCode(value.charCodeAt(at) ^ 1) + value.slice(at + 1),
	(value, at, length) => value.slice(0, at) + base64Url.charAt(length % 64) + value.slice(at),
	(value, at, length) => value.slice(0, at) + value.slice(at + 1 + (length % 4)),
	(value, at) => value.slice(0, at) + value.charAt(at + 1) + value.charAt(at) + value.slice(at + 2),
	(value, at) => value.slice(0, at),
	(value, at) => value.slice(at),
	(value) => value + value,
	// Pieces of two visitors' cookies.
	(value, at, _, other) => value.slice(0, at) + other.slice(at),
	(value, _, length, other) => value.slice(0, length) + other.slice(length),
	(value, _, __, other) => value + other,
	(value, at, _, other) => value.slice(0, at) + other + value.slice(at),
	// Spellings of the same, as other servers read them.
	(value) => `"${value}"`,
	(value) => `${value}==`,
	(value) => encodeURIComponent(encodeURIComponent(`"${value}"`)),
	(value, at) => `${value.slice(0, at)}%${value.charCodeAt(at).toString(16)}${value.slice(at + 1)}`,
	(value) => value.replaceAll('-', '+').replaceAll('_', '/'),
	(value) => value.toLowerCase(),
	(value) => [...value].reverse().join(''),
	(value) => Buffer.from(value, 'base64url').toString('hex'),
	(value) => Buffer.from(value, 'base64url').toString('latin1'),
	(value) => Buffer.from(value).toString('base64url'),
	(value) => `j:${JSON.stringify({ value })}`,
	(value) => `s:${value}.${value}`,
	// What is no part of a value.
	(value, at) => `${value.slice(0, at)}\0${value.slice(at)}`,
	(value, at) => `${value.slice(0, at)}\r\n${value.slice(at)}`,
	(value, at) => `${value.slice(0, at)} ${value.slice(at)}`,
	(value, at) => `${value.slice(0, at)}=${value.slice(at)}`,
	(value, at) => `${value.slice(0, at)},${value.slice(at)}`,
	(value, at) => `${value.slice(0, at)}\ud800${value.slice(at)}`,
	(value, at) => `${value.slice(0, at)}\u{1f36a}${value.slice(at)}`,
	(value, at) => value.slice(0, at) + value.slice(at).replace(/[A-Z]/, (letter) => `\u{ff21}${letter}`),
	(value) => `\ufeff${value}\u00a0`,
];

const longest = 20_000;

/** Headers of every kind: rubbish, cookies of anything, and cookies of visitors that were tampered with. */
export function cookieHeaders({ names, visitors }: Ingredients): Arbitrary<string> {
	const values = visitors.flatMap((cookies) => cookies.map(([, value]) => value));
	const anyText = fc.oneof(
		fc.string({ maxLength: 60 }),
		fc.string({ unit: 'binary', maxLength: 60 }),
		fc.uint8Array({ maxLength: 80 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
	);
	const encoded = fc
		.tuple(fc.constantFrom(52, 52, 51, 53, 0, 3, 100, 3000), fc.uint8Array({ minLength: 8, maxLength: 8 }))
		.map(([length, bytes]) => Buffer.alloc(length, bytes).toString('base64url'));
	const whole = fc.constantFrom(...values);
	const place = fc.nat(80);
	const changed = fc
		.tuple(whole, fc.constantFrom(...changes), fc.oneof(place, fc.nat(longest)), place, whole)
		.map(([value, change, at, length, other]) => change(value, at % (value.length + 1), length, other));
	const name = fc.oneof(
		{ weight: 8, arbitrary: fc.constantFrom(...names) },
		fc.constantFrom('', 'theme', '__proto__', 'constructor', 'toString', '$Version', '__Host-', '__Secure-'),
		anyText,
	);
	const value = fc.oneof(
		{ weight: 4, arbitrary: changed },
		{ weight: 2, arbitrary: whole },
		encoded,
		anyText,
		fc.constant(''),
	);
	const equals = fc.oneof({ weight: 8, arbitrary: fc.constant('=') }, fc.constantFrom(' = ', '\t=', '==', '', '%3D'));
	const cookie = fc.tuple(name, equals, value).map((parts) => parts.join(''));
	// All cookies of one visitor, one of them perhaps with another value.
	const visitorsOwn = fc
		.tuple(fc.constantFrom(...visitors), fc.option(fc.tuple(fc.nat(3), value)))
		.map(([cookies, swap]) =>
			cookies.map(([key, own], index) => `${key}=${swap?.[0] === index ? swap[1] : own}`).join('; '),
		);
	const separator = fc.oneof(
		{ weight: 8, arbitrary: fc.constant('; ') },
		fc.constantFrom(';', ';;', ' ; ', '\t;\t', ', ', ';\0', '; ;', '\r\n', '&', ';\u00a0'),
	);
	const cookies = fc
		.array(fc.tuple(fc.oneof({ weight: 8, arbitrary: cookie }, visitorsOwn), separator), { minLength: 1, maxLength: 7 })
		.map((parts) => parts.flat().join(''));
	const repeated = fc
		.tuple(cookie, separator, fc.nat(300), cookies)
		.map(([text, between, times, rest]) => `${(text + between).repeat(times).slice(0, longest)}; ${rest}`);
	return fc.oneof({ weight: 30, arbitrary: cookies }, { weight: 2, arbitrary: anyText }, repeated);
}
