import { andThen, gather, type MaybePromise } from '../promises/maybe-promise.ts';
import { cookieTextLength } from './cookie-seal.ts';
import { idCookieTextLength } from './id-cookie.ts';
import { nodePrimitives } from './node-primitives.ts';
import { type Opened, opened } from './opened.ts';
import type { Primitives, Utf8 } from './primitives.ts';
import { createRandomPool, type RandomSource } from './random.ts';
import { deriveSecretKeys, type KeyMeans, type Keys, ownerOf } from './secret-keys.ts';
import { SessionRecords } from './session-records.ts';
import { webPrimitives } from './web-primitives.ts';

const idLength = 32;

/** The longest cookie session that is looked at: more characters than four cookies can hold. */
const cookieSessionTextLimit = 17 * 1024;

/**
 * Makes and checks ids, cookies and records under a list of secrets: the newest seals, all open. Over
 * `node:crypto` every answer is a value; over WebCrypto a promise. Bytes are laid out as `docs/formats.md`
 * says. An id array must not be changed once it was handed over.
 */
export interface KeyRing extends Utf8 {
	/** A new id: 32 random bytes. */
	newId(): Uint8Array;
	/** What a record is stored under: the SHA-256 of the id, 64 lower-case hex digits. */
	storeKey(id: Uint8Array): MaybePromise<string>;
	/** The id with its tag, 70 characters, for the cookie of this name. */
	sealIdCookie(id: Uint8Array, name: string): MaybePromise<string>;
	/** The id, or null for anything this server did not make for the cookie of this name. Never throws. */
	openIdCookie(text: string, name: string): MaybePromise<Opened | null>;
	/** Seals and opens the records of a session, under a key of this session alone, bound to its store key. */
	records(id: Uint8Array, storeKey: string): SessionRecords;
	/**
	 * A whole session as text for the browser to keep, bound to the context, such as the cookie's name. Texts of
	 * over 17408 characters are not opened again; four cookies hold fewer.
	 */
	sealCookieSession(plaintext: Uint8Array, context: string): MaybePromise<string>;
	/** How many characters become of a plaintext of so many bytes. */
	cookieSessionLength(bytes: number): number;
	/** The plaintext, or null if the text does not open in this context. Never throws. */
	openCookieSession(text: string, context: string): MaybePromise<Opened | null>;
	/** The opaque text (43 characters) that stands for a subject under each secret, newest first. */
	subjectTags(subject: string): MaybePromise<readonly string[]>;
}

/** What a key ring is built on. Each has a default that fits the runtime. */
export interface KeyRingOptions {
	/** Default: `node:crypto` where there is one, else WebCrypto. */
	readonly primitives?: Primitives;
	/** Default: `crypto.getRandomValues`. */
	readonly random?: RandomSource;
	/** Milliseconds since the epoch, by which kept nonce halves age. Default: `Date.now`. */
	readonly clock?: () => number;
}

/**
 * A key ring over the secrets, newest first. An empty list stands for `secret: false`: keys are then derived
 * from an empty secret, so that the key of a record comes from the session's id alone.
 *
 * @throws TypeError when two secrets have one key id: here, or over WebCrypto from every first use on.
 */
export function createKeyRing(secrets: readonly string[], options: KeyRingOptions = {}): KeyRing {
	const primitives = options.primitives ?? nodePrimitives() ?? webPrimitives();
	const random = options.random ?? createRandomPool();
	const keys = lazyKeys({ primitives, random, clock: options.clock ?? Date.now }, secrets);
	if (primitives.synchronous) keys();
	const ring: KeyRing = {
		newId() {
			const id = primitives.allocate(idLength);
			random(id);
			return id;
		},
		storeKey: (id) => primitives.sha256Hex(id),
		sealIdCookie(id, name) {
			const all = keys();
			if (all instanceof Promise) return all.then(() => ring.sealIdCookie(id, name));
			const cookies = all[0].idCookie(name);
			if (cookies instanceof Promise) return cookies.then((late) => late.seal(id));
			return cookies.seal(id);
		},
		openIdCookie(text, name) {
			if (text.length !== idCookieTextLength) return null;
			const all = keys();
			if (all instanceof Promise) return all.then(() => ring.openIdCookie(text, name));
			const cookie = primitives.decodeBase64Url(text);
			const secret = cookie === null ? undefined : ownerOf(cookie, all);
			if (cookie === null || secret === undefined) return null;
			const cookies = secret.idCookie(name);
			if (cookies instanceof Promise) return cookies.then(() => ring.openIdCookie(text, name));
			return opened(cookies.open(cookie), secret === all[0]);
		},
		records: (id, storeKey) => new SessionRecords(keys, id, storeKey),
		sealCookieSession(plaintext, context) {
			const all = keys();
			if (all instanceof Promise) return all.then(() => ring.sealCookieSession(plaintext, context));
			return all[0].cookie.seal(plaintext, context);
		},
		cookieSessionLength: cookieTextLength,
		openCookieSession(text, context) {
			if (text.length > cookieSessionTextLimit) return null;
			const all = keys();
			if (all instanceof Promise) return all.then(() => ring.openCookieSession(text, context));
			const cookie = primitives.decodeBase64Url(text);
			const secret = cookie === null ? undefined : ownerOf(cookie, all);
			return cookie === null || secret === undefined
				? null
				: opened(secret.cookie.open(cookie, context), secret === all[0]);
		},
		encodeUtf8: primitives.encodeUtf8,
		decodeUtf8: primitives.decodeUtf8,
		subjectTags: (subject) => andThen(keys(), (all) => gather(all.map((secret) => secret.subjectTag(subject)))),
	};
	return ring;
}

/** Derives the keys when they are first asked for, and keeps them: the value, not its promise, once it is there. */
function lazyKeys(means: KeyMeans, secrets: readonly string[]): () => MaybePromise<Keys> {
	let kept: MaybePromise<Keys> | undefined;
	return () => {
		kept ??= andThen(deriveKeys(means, secrets), (keys) => {
			kept = keys;
			return keys;
		});
		return kept;
	};
}

function deriveKeys(means: KeyMeans, secrets: readonly string[]): MaybePromise<Keys> {
	const list = secrets.length === 0 ? [''] : secrets;
	return andThen(gather(list.map((secret) => deriveSecretKeys(means, secret))), (keys) => {
		const headers = new Set(keys.map(({ header }) => header.join()));
		if (headers.size < keys.length) {
			throw new TypeError(
				'`secret` lists one secret twice, or two whose key ids are the same by chance (one in 16 million): ' +
					'list each secret once, or replace the newer one by another random secret.',
			);
		}
		return keys as Keys;
	});
}
