import type { MaybePromise } from '../promises/maybe-promise.ts';
import type { MacKey, Primitives } from './primitives.ts';

/** How many characters an id cookie has. */
export const idCookieTextLength = 70;

const headerLength = 4;
const idLength = 32;
const tagLength = 16;
const signedLength = headerLength + idLength;

/** The id cookies of one secret: format and key id, the session's id, a tag that only the secret's holder can make. */
export interface IdCookie {
	seal(id: Uint8Array): MaybePromise<string>;
	/** The id, or null if the tag is not ours. Takes the decoded cookie, whose header was found to be this secret's. */
	open(cookie: Uint8Array): MaybePromise<Uint8Array | null>;
}

export function createIdCookie(primitives: Primitives, key: MacKey, header: Uint8Array): IdCookie {
	const tagged = (cookie: Uint8Array, code: MaybePromise<Uint8Array>): MaybePromise<string> => {
		if (code instanceof Promise) return code.then((late) => tagged(cookie, late));
		cookie.set(code.subarray(0, tagLength), signedLength);
		return primitives.encodeBase64Url(cookie);
	};
	const checked = (cookie: Uint8Array, code: MaybePromise<Uint8Array>): MaybePromise<Uint8Array | null> => {
		if (code instanceof Promise) return code.then((late) => checked(cookie, late));
		const isOurs = primitives.equal(cookie.subarray(signedLength), code.subarray(0, tagLength));
		return isOurs ? cookie.subarray(headerLength, signedLength) : null;
	};

	return {
		seal(id) {
			if (id.length !== idLength) throw new TypeError(`A session id has ${idLength} bytes, not ${id.length}.`);
			const cookie = primitives.allocate(signedLength + tagLength);
			cookie.set(header);
			cookie.set(id, headerLength);
			return tagged(cookie, key.sign(cookie.subarray(0, signedLength)));
		},
		open: (cookie) => checked(cookie, key.sign(cookie.subarray(0, signedLength))),
	};
}
