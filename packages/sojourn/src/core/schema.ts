import { SojournError } from './errors.ts';
import type { MaybePromise } from './store.ts';

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
 * The value as the key's schema gives it back, or the value itself where no schema is given for the key.
 *
 * @throws SojournError `SOJOURN_VALUE_UNSUPPORTED` when the schema refuses it, with the schema's issues as the cause
 */
export async function validated(
	schemas: Readonly<Record<string, Schema | undefined>>,
	key: string,
	value: unknown,
): Promise<unknown> {
	const schema = schemaOf(schemas, key);
	return schema === undefined ? value : accepted(await schema['~standard'].validate(value));
}

/**
 * As {@link validated}, for where nothing can be waited for.
 *
 * @throws TypeError when the schema answers later
 */
export function validatedAtOnce(
	schemas: Readonly<Record<string, Schema | undefined>>,
	key: string,
	value: unknown,
): unknown {
	const schema = schemaOf(schemas, key);
	if (schema === undefined) return value;
	const result = schema['~standard'].validate(value);
	if (!(result instanceof Promise)) return accepted(result);
	result.catch(() => {});
	throw new TypeError(
		'update takes a key whose schema in the option schema answers at once: what it makes may have to be made again. Use get and set, or a schema that is not asynchronous.',
	);
}

function schemaOf(schemas: Readonly<Record<string, Schema | undefined>>, key: string): Schema | undefined {
	return Object.hasOwn(schemas, key) ? schemas[key] : undefined;
}

function accepted(result: SchemaResult<unknown>): unknown {
	if (result.issues === undefined) return result.value;
	throw new SojournError(
		'SOJOURN_VALUE_UNSUPPORTED',
		`The schema of this session's key refuses the value. The schema's issues are the cause (${result.issues.length} of them).`,
		{ cause: result.issues },
	);
}
