import type { StoreRecord } from '../../contract/store.ts';
import { decodeBase64Url, encodeBase64Url } from './base64url.ts';
import { unreadableRecord } from './faults.ts';

/**
 * A record is one text, which every client hands on unharmed, as not every one does bytes:
 *
 *     sojourn1.<expiresAt>.<indexedUntil>.<version>.<subject>.<data>
 *
 * The two times are milliseconds since the epoch in 16 digits, so that a script can put later ones in their place;
 * `indexedUntil` is the time until which the subject's index is sure to hold the key; the subject may be empty; the
 * data is URL-safe Base64.
 */
const layout = /^sojourn1\.(\d{16})\.\d{16}\.([1-9]\d{0,14})\.([\w-]{0,64})\./;

/** Digits of a time. */
export const timeLength = 16;

/** So many characters from the start hold everything but the data. */
export const headerLength = 128;

/**
 * Milliseconds by which Redis keeps a key beyond its expiry. Expiry is judged by the time that each call brings; what
 * Redis does only collects garbage. It is told a duration, not a time, so its clock need not agree
 * with anybody's; but it adds the duration to its clock, and a clock that is put right may leap.
 */
export const expirySlack = 60_000;

/** Everything about a record but its data. */
export interface Header extends Omit<StoreRecord, 'data'> {
	/** Where the data begins in the text. */
	readonly length: number;
}

/** A time as it stands in a value. */
export function timeText(milliseconds: number): string {
	return String(milliseconds).padStart(timeLength, '0');
}

/** For how many milliseconds Redis is told to keep a record. */
export function lifetime(expiresAt: number, now: number): number {
	return Math.max(0, expiresAt - now) + expirySlack;
}

/** The part of a value that follows the two times. */
export function encodeRest({ version, subject, data }: StoreRecord): string {
	return `${version}.${subject ?? ''}.${encodeBase64Url(data)}`;
}

/** A value, whole. */
export function encodeRecord(record: StoreRecord, indexedUntil: number): string {
	return `sojourn1.${timeText(record.expiresAt)}.${timeText(indexedUntil)}.${encodeRest(record)}`;
}

/**
 * What a value, or the start of one, says of its record.
 *
 * @throws SojournError `SOJOURN_RECORD_UNREADABLE` when it is no value of ours
 */
export function decodeHeader(text: string): Header {
	const [start, expiresAt, version, subject] = layout.exec(text) ?? [];
	if (start === undefined) throw unreadableRecord();
	return { expiresAt: Number(expiresAt), version: Number(version), subject: subject || null, length: start.length };
}

/**
 * The record of a value.
 *
 * @throws SojournError `SOJOURN_RECORD_UNREADABLE` when it is no value of ours
 */
export function decodeRecord(text: string): StoreRecord {
	const { expiresAt, version, subject, length } = decodeHeader(text);
	return { data: decodeBase64Url(text.slice(length)), version, expiresAt, subject };
}
