import type { Serializer } from '../codec/serializer.ts';
import { createSerializer } from '../codec/serializer.ts';
import type { SessionsOptions } from './options.ts';
import type { Schema } from './schema.ts';
import type { Limits } from './state.ts';

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
const known: ReadonlySet<string> = new Set<keyof SessionsOptions>([
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
]);

/** Checks the options and fills in the defaults. Throws a TypeError that names the first wrong option. */
export function settingsOf(options: SessionsOptions): Settings {
	if (typeof options !== 'object' || options === null) {
		throw new TypeError(
			"createSessions takes an object of options, such as createSessions({ store: sqliteStore('sessions.db') }).",
		);
	}
	for (const name of Object.keys(options)) {
		if (!known.has(name)) throw new TypeError(`There is no option ${name}. The options are: ${[...known].join(', ')}.`);
	}
	const maxAge = positive('maxAge', options.maxAge, day, 'seconds');
	const absolute = positive('absoluteMaxAge', options.absoluteMaxAge, Math.max(30 * day, maxAge), 'seconds');
	if (absolute < maxAge) {
		throw new TypeError(
			'The option absoluteMaxAge must not be shorter than maxAge: a session cannot idle longer than it may live.',
		);
	}
	return {
		limits: { idle: maxAge, absolute, browser: false },
		rolling: flag('rolling', options.rolling, true),
		deadline: positive('deadline', options.deadline, 2000, 'milliseconds'),
		maxBytes: positive('maxBytes', options.maxBytes, 256 * 1024, 'bytes'),
		serializer: serializerOf(options.serializer),
		schemas: options.schema === undefined ? null : (options.schema as Readonly<Record<string, Schema | undefined>>),
		clock: clockOf(options.clock),
	};
}

/** A positive number, or a TypeError that names the option. */
export function positive(option: string, value: unknown, fallback: number, unit: string): number {
	if (value === undefined) return fallback;
	if (typeof value === 'number' && Number.isFinite(value) && value > 0) return value;
	throw new TypeError(`The option ${option} must be a positive number of ${unit}, such as ${fallback}.`);
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
