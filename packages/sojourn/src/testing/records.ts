import type { StoreCall, StoreRecord } from '../contract/store.ts';
import { equal, ok } from './expect.ts';

/** A minute in milliseconds, the step of the kit's clock. */
export const minute = 60_000;

const encoder = new TextEncoder();

/**
 * The circumstances of a call that is made at `now` and never given up.
 *
 * @param now milliseconds since the epoch
 */
export function call(now: number): StoreCall {
	let controller: AbortController | undefined;
	return {
		now,
		get signal() {
			controller ??= new AbortController();
			return controller.signal;
		},
	};
}

/** The key of a number: 64 lower-case hex digits, as spread as real ones are. */
export function keyOf(number: number): string {
	let state = number + 1;
	let key = '';
	for (let part = 0; part < 8; part += 1) {
		state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9;
		key += (state >>> 0).toString(16).padStart(8, '0');
	}
	return key.slice(0, 56) + number.toString(16).padStart(8, '0');
}

/** The bytes of a text in UTF-8. */
export function bytesOf(text: string): Uint8Array {
	return encoder.encode(text);
}

/** A record of version 1, without a subject and with some bytes, unless `parts` say otherwise. */
export function record(expiresAt: number, parts: Partial<StoreRecord> = {}): StoreRecord {
	return { data: bytesOf('first'), version: 1, subject: null, ...parts, expiresAt };
}

/** Fails unless the store answered this very record. */
export function equalRecord(actual: unknown, expected: StoreRecord, demand: string): void {
	ok(
		isRecord(actual),
		`${demand}\n  actual: ${String(actual)}, which is no record with data, version, expiresAt and subject`,
	);
	// Only what the contract names counts: a store's records may carry more.
	const { data, version, expiresAt, subject } = actual;
	equal({ data, version, expiresAt, subject }, { ...expected }, demand);
}

function isRecord(value: unknown): value is StoreRecord {
	return typeof value === 'object' && value !== null && 'data' in value && value.data instanceof Uint8Array;
}
