/** A part of the published sources, and what its files may import beside each other. */
export interface Part {
	readonly name: string;
	/** Its files, by their path from the workspace's root. The first part that matches a file has it. */
	readonly files: RegExp;
	/** The other parts it may know. */
	readonly knows: readonly string[];
	/** The modules it may import at load. */
	readonly loads?: RegExp;
	/** The modules it may import when first needed. */
	readonly loadsLater?: RegExp;
	/** The modules whose types it may name. */
	readonly namesTypesOf?: RegExp;
	/** It only hands on what others export. */
	readonly onlyExportsAgain?: true;
	/** It runs on every runtime, so it names no global that is not the Web's. */
	readonly webOnly?: true;
}

/** Also a module whose name is computed. */
const anything = /^/;

/** The directions of docs/architecture.md as a table. */
export const parts: readonly Part[] = [
	{
		name: 'an entry',
		files: /^packages\/sojourn\/src\/[^/]+\.ts$/,
		knows: ['promises', 'the contract', 'the core', 'codec', 'stores', 'adapters', 'testing'],
		onlyExportsAgain: true,
	},
	{
		name: 'promises',
		files: /^packages\/sojourn\/src\/promises\//,
		knows: [],
		webOnly: true,
	},
	{
		name: 'the contract',
		files: /^packages\/sojourn\/src\/contract\//,
		knows: ['promises'],
		webOnly: true,
	},
	{
		name: 'the core',
		files: /^packages\/sojourn\/src\/core\//,
		knows: ['promises', 'the contract', 'crypto', 'cookie', 'codec'],
		namesTypesOf: /^@standard-schema\/spec$/,
		webOnly: true,
	},
	{
		name: 'crypto',
		files: /^packages\/sojourn\/src\/crypto\//,
		knows: ['promises'],
		namesTypesOf: /^node:/,
		webOnly: true,
	},
	{
		name: 'cookie',
		files: /^packages\/sojourn\/src\/cookie\//,
		knows: [],
		webOnly: true,
	},
	{
		name: 'codec',
		files: /^packages\/sojourn\/src\/codec\//,
		knows: [],
		webOnly: true,
	},
	{
		name: 'stores',
		files: /^packages\/sojourn\/src\/stores\//,
		knows: ['promises', 'the contract'],
		loads: /^node:(?:fs|fs\/promises|path)$/,
		loadsLater: anything,
		namesTypesOf: /^node:/,
	},
	{
		name: 'adapters',
		files: /^packages\/sojourn\/src\/adapters\//,
		knows: ['the contract', 'the face of the core'],
		namesTypesOf: anything,
	},
	{
		name: 'testing',
		files: /^packages\/sojourn\/src\/testing\//,
		knows: ['the contract', 'the face of the core'],
	},
	{
		name: 'a thin package',
		files: /^packages\/(?:gaman-session\/src|oak-sessions)\//,
		knows: [],
		loads: /^(?:sojourn(?:\/.+)?|cookie-es)$/,
		loadsLater: anything,
		namesTypesOf: anything,
	},
];

/** What this file exports again is the face of the core: what adapters may know of it. */
export const faceOfTheCore = 'packages/sojourn/src/index.ts';

/** The places that look, when called, for what a runtime offers beyond the Web's globals. */
export const runtimeProbes: ReadonlySet<string> = new Set([
	'packages/sojourn/src/codec/types.ts',
	'packages/sojourn/src/core/environment.ts',
	'packages/sojourn/src/crypto/node-primitives.ts',
]);

/** Names that some runtimes have and others do not. */
export const runtimeNames: ReadonlySet<string> = new Set([
	'Buffer',
	'Bun',
	'Deno',
	'__dirname',
	'__filename',
	'global',
	'module',
	'process',
	'require',
	'setImmediate',
]);
