import { andThen, gather, type MaybePromise } from '../promises/maybe-promise.ts';
import { type CookieSeal, createCookieSeal } from './cookie-seal.ts';
import { expand, extract } from './hkdf.ts';
import { createIdCookie, type IdCookie } from './id-cookie.ts';
import type { MacKey, Primitives } from './primitives.ts';
import type { RandomSource } from './random.ts';
import { createRecordSeal, type RecordSeal } from './record-seal.ts';
import { startsWith } from './starts-with.ts';
import { createXaesKey } from './xaes-256-gcm.ts';

const format = 1;
const salt = 'sojourn/1';
const keyLength = 32;
const keyIdLength = 3;

/** Everything one secret can seal and open. */
export interface SecretKeys {
	/** The format and the id of this secret's keys, in the clear at the head of all that they seal. */
	readonly header: Uint8Array;
	/** The id cookies of one name. A cookie of another name does not open here, whatever its id. */
	idCookie(name: string): MaybePromise<IdCookie>;
	readonly record: RecordSeal;
	readonly cookie: CookieSeal;
	/** Whose session it is, as opaque text of 43 characters. */
	subjectTag(subject: string): MaybePromise<string>;
}

/** The keys of all secrets; the newest is the first. */
export type Keys = [SecretKeys, ...SecretKeys[]];

/** What the keys need beside the secret. */
export interface KeyMeans {
	readonly primitives: Primitives;
	readonly random: RandomSource;
	/** Milliseconds since the epoch. */
	readonly clock: () => number;
}

/** Derives the keys of one secret, a key for each purpose and one for each name of an id cookie (HKDF, RFC 5869). */
export function deriveSecretKeys(means: KeyMeans, secret: string): MaybePromise<SecretKeys> {
	const { primitives, random, clock } = means;
	const pseudorandomKey = extract(primitives, primitives.encodeUtf8(salt), primitives.encodeUtf8(secret));
	return andThen(pseudorandomKey, (root) => {
		const derive = (purpose: string, length = keyLength): MaybePromise<Uint8Array> =>
			expand(root, primitives.encodeUtf8(purpose), length);
		const macKey = (purpose: string): MaybePromise<MacKey> =>
			andThen(derive(purpose), (bytes) => primitives.macKey(bytes));
		const keys = gather([
			macKey('record'),
			andThen(derive('cookie session'), (bytes) => createXaesKey(primitives, bytes)),
			macKey('subject'),
			derive('key id', keyIdLength),
		]);
		return andThen(keys, ([recordKey, cookieKey, subjectKey, keyId]) => {
			const header = Uint8Array.of(format, ...keyId);
			/** A server has one or two: the names of its cookie. */
			const idCookies = new Map<string, IdCookie>();
			return {
				header,
				idCookie: (name) =>
					idCookies.get(name) ??
					andThen(macKey(`id cookie ${name}`), (key) => {
						const idCookie = createIdCookie(primitives, key, header);
						idCookies.set(name, idCookie);
						return idCookie;
					}),
				record: createRecordSeal(primitives, recordKey, header, random),
				cookie: createCookieSeal(primitives, cookieKey, header, random, clock),
				subjectTag: (subject) =>
					andThen(subjectKey.sign(primitives.encodeUtf8(subject)), (code) => primitives.encodeBase64Url(code)),
			};
		});
	});
}

/** The keys under which the bytes say they were sealed: those with the format and key id at their head. */
export function ownerOf(bytes: Uint8Array, keys: readonly SecretKeys[]): SecretKeys | undefined {
	return keys.find(({ header }) => startsWith(bytes, header));
}
