import type { Serializer } from '../../codec/serializer.ts';
import { createSerializer } from '../../codec/serializer.ts';
import { checkOptions } from '../../contract/check-options.ts';
import type { Limits } from '../state/state.ts';
import type { SessionsOptions } from './options.ts';
import type { Schema } from './schema.ts';

/** The options of a manager, checked and complete, without those that become parts of their own. */
export interface Settings {
	readonly limits: Limits;
	readonly rolling: boolean;
	/** Milliseconds. */
	readonly deadline: number;
	readonly maxBytes: number;
	readonly serializer: Serializer;
	readonly schemas: Readonly<Record<string, Schema | undefined>> | null;
	readonly clock: () => number;
}

const day = 86_400;
/** Seconds in a hundred years: times stay far within what every database keeps exactly. */
const longestLife = 36_500 * day;
/** Milliseconds: what a timer can wait. */
const longestWait = 2 ** 31 - 1;
const known: readonly (keyof SessionsOptions)[] = [
	'store',
	'secret',
	'maxAge',
	'absoluteMaxAge',
	'rolling',
	'cookie',
	'deadline',
	'maxBytes',
	'serializer',
	'schema',
	'clock',
	'random',
];

/** Checks the options and fills in the defaults. Throws a TypeError that names the first wrong option. */
export function settingsOf(options: SessionsOptions): Settings {
	checkOptions('createSessions', options, known);
	method('random', options.random);
	if (options.cookie !== undefined && (typeof options.cookie !== 'object' || options.cookie === null)) {
		throw new TypeError("The option cookie must be an object, such as cookie: { secure: 'auto' }.");
	}
	const maxAge = positive('maxAge', options.maxAge, day, 'seconds', longestLife);
	const absolute = positive(
		'absoluteMaxAge',
		options.absoluteMaxAge,
		Math.max(30 * day, maxAge),
		'seconds',
		longestLife,
	);
	if (absolute < maxAge) {
		throw new TypeError(
			'The option absoluteMaxAge must not be shorter than maxAge: a session cannot idle longer than it may live.',
		);
	}
	return {
		limits: { idle: maxAge, absolute, browser: false },
		rolling: flag('rolling', options.rolling, true),
		deadline: positive('deadline', options.deadline, 2000, 'milliseconds', longestWait),
		maxBytes: positive('maxBytes', options.maxBytes, 256 * 1024, 'bytes', Number.MAX_SAFE_INTEGER),
		serializer: serializerOf(options.serializer),
		schemas: schemasOf(options.schema),
		clock: clockOf(options.clock),
	};
}

function positive(option: string, value: unknown, fallback: number, unit: string, most: number): number {
	if (value === undefined) return fallback;
	if (isPositive(value) && value <= most) return value;
	throw new TypeError(
		`The option ${option} must be a positive number of ${unit}, such as ${fallback}, and at most ${most}.`,
	);
}

/** Seconds, or `'browser'`: until the browser is closed. */
export type MaxAge = number | 'browser';

/** The idle limit, in seconds, that `setMaxAge` asks for. Throws a TypeError for what is none. */
export function idleLimitOf(maxAge: MaxAge, { idle, absolute }: Limits): number {
	if (maxAge !== 'browser' && !isPositive(maxAge)) {
		throw new TypeError("setMaxAge takes a positive number of seconds, or 'browser'.");
	}
	const seconds = maxAge === 'browser' ? idle : maxAge;
	if (seconds <= absolute) return seconds;
	throw new TypeError(
		`setMaxAge(${seconds}) is longer than the option absoluteMaxAge (${absolute} seconds) lets a session live. Raise absoluteMaxAge in createSessions.`,
	);
}

/** Whether it is a positive number, and not an infinite one. */
function isPositive(value: unknown): value is number {
	return typeof value === 'number' && Number.isFinite(value) && value > 0;
}

function schemasOf(schema: unknown): Settings['schemas'] {
	if (schema === undefined) return null;
	if (typeof schema !== 'object' || schema === null || Array.isArray(schema) || '~standard' in schema) {
		throw new TypeError(
			'The option schema must be an object with a Standard Schema for each key, such as { user: userSchema }.',
		);
	}
	for (const [key, value] of Object.entries(schema)) {
		if (typeof value?.['~standard']?.validate === 'function') continue;
		throw new TypeError(
			`The option schema.${key} must follow Standard Schema, as those of Zod, Valibot and ArkType do.`,
		);
	}
	return schema as Readonly<Record<string, Schema>>;
}

function flag(option: string, value: unknown, fallback: boolean): boolean {
	if (value === undefined) return fallback;
	if (typeof value === 'boolean') return value;
	throw new TypeError(`The option ${option} must be true or false.`);
}

/** Gives whole milliseconds, as stores keep them. */
function clockOf(clock: (() => number) | undefined): () => number {
	const given = method('clock', clock);
	return given === undefined ? Date.now : () => Math.floor(given());
}

function method<Method>(option: string, value: Method | undefined): Method | undefined {
	if (value === undefined || typeof value === 'function') return value;
	throw new TypeError(`The option ${option} must be a function.`);
}

function serializerOf(value: Serializer | undefined): Serializer {
	if (value === undefined) return createSerializer();
	if (typeof value?.stringify === 'function' && typeof value.parse === 'function') return value;
	throw new TypeError(
		'The option serializer must have the methods stringify and parse, as JSON does, or be made by createSerializer().',
	);
}
