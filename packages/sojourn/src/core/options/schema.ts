import { type Step, writePath } from '../../codec/path.ts';
import { SojournError } from '../../contract/errors.ts';
import { andThen, answered, type MaybePromise } from '../../promises/maybe-promise.ts';

/** What a Standard Schema answers (https://standardschema.dev, version 1). */
export type SchemaResult<Output> =
	| { readonly value: Output; readonly issues?: undefined }
	| { readonly issues: readonly { readonly message: string; readonly path?: readonly unknown[] | undefined }[] };

/** Any schema that follows Standard Schema version 1 (Zod, Valibot, ArkType, ...), by the members that are used. */
export interface Schema<Output = unknown> {
	readonly '~standard': {
		readonly version: 1;
		readonly vendor: string;
		readonly validate: (value: unknown) => MaybePromise<SchemaResult<Output>>;
		readonly types?: { readonly input: unknown; readonly output: Output } | undefined;
	};
}

/** A schema for each key of a session. */
export type SchemaMap<Data> = { readonly [Key in keyof Data]?: Schema<Data[Key]> };

/** The session's type that a map of schemas describes. */
export type DataOfSchemas<Schemas> = {
	[Key in keyof Schemas]: Schemas[Key] extends Schema<infer Output> ? Output : never;
};

/**
 * The value as the key's schema gives it back, or the value itself where no schema is given for the key. At once unless
 * the schema is asynchronous.
 *
 * @throws SojournError `SOJOURN_VALUE_UNSUPPORTED` when the schema refuses it, with the paths to what it refuses. What the
 * schema says about it is left out, because schemas like to say what they were given.
 */
export function validated(
	schemas: Readonly<Record<string, Schema | undefined>>,
	key: string,
	value: unknown,
): MaybePromise<unknown> {
	const schema = Object.hasOwn(schemas, key) ? schemas[key] : undefined;
	return schema === undefined ? value : andThen(answered(schema['~standard'].validate(value)), accepted);
}

function accepted(result: SchemaResult<unknown>): unknown {
	if (result.issues === undefined) return result.value;
	const paths = result.issues.map(({ path }) => writePath((path ?? []).map(stepOf)) || 'the value itself');
	throw new SojournError(
		'SOJOURN_VALUE_UNSUPPORTED',
		`The schema of this session's key refuses the value, for what stands at: ${[...new Set(paths)].join(', ')}.`,
	);
}

/** Standard Schema gives a step as a key, or as an object that has the key. */
function stepOf(step: unknown): Step {
	const key: unknown = typeof step === 'object' && step !== null && 'key' in step ? step.key : step;
	return typeof key === 'number' ? key : String(key);
}
