/**
 * What sessions hold, for the whole application. Augment it, and every session knows its keys and their types:
 *
 * ```ts
 * declare module 'sojourn' {
 *   interface SessionData { user: { id: number } }
 * }
 * ```
 */
// biome-ignore lint/suspicious/noEmptyInterface: it is there to be augmented
export interface SessionData {}

/** Sessions whose keys and values nobody has described: anything goes in, and comes out as `any`. */
// biome-ignore lint/suspicious/noExplicitAny: code without types reads values without asserting them
export type UntypedData = Record<string, any>;

/** What a session holds when no type parameter is given. */
export type DefaultData = keyof SessionData extends never ? UntypedData : SessionData;
