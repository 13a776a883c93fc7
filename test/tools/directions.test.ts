import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeSources } from '../../tools/directions/check.ts';

const library = 'packages/sojourn/src';

/** What is found in one file of the library, without its path. */
function findingsIn(file: string, text: string): string[] {
	const path = `${library}/${file}`;
	return judgeSources(new Map([[path, text]])).map((finding) => finding.replace(`${path}:`, ''));
}

test('crypto, cookie and codec know nothing of each other or of the core', () => {
	assert.deepEqual(findingsIn('crypto/a.ts', "import { b } from '../codec/b.ts';"), [
		'1 crypto may not load ../codec/b.ts',
	]);
	assert.deepEqual(findingsIn('cookie/a.ts', "import type { B } from '../crypto/b.ts';"), [
		'1 cookie may not name the types of ../crypto/b.ts',
	]);
	assert.deepEqual(findingsIn('codec/a.ts', "export { b } from '../core/b.ts';"), [
		'1 codec may not load ../core/b.ts',
	]);
	assert.deepEqual(findingsIn('codec/a.ts', "type B = import('../core/b.ts').B;"), [
		'1 codec may not name the types of ../core/b.ts',
	]);
	assert.deepEqual(findingsIn('crypto/a.ts', "import { b } from './b.ts';"), []);
});

test('the core knows those three, and no store, adapter, package or built-in module', () => {
	for (const known of ['../crypto/b.ts', '../cookie/b.ts', '../codec/b.ts', '../contract/store.ts', './b.ts']) {
		assert.deepEqual(findingsIn('core/a.ts', `import { b } from '${known}';`), []);
	}
	for (const unknown of ['../stores/b.ts', '../adapters/b.ts', '../index.ts', 'node:crypto', 'redis', 'cookie-es']) {
		assert.deepEqual(findingsIn('core/a.ts', `import { b } from '${unknown}';`), [
			`1 the core may not load ${unknown}`,
		]);
		assert.equal(findingsIn('core/a.ts', `const b = () => import('${unknown}');`).length, 1);
	}
});

test('the core names no global that only some runtimes have', () => {
	for (const text of [
		'process.env;',
		'const { Deno } = globalThis;',
		'(globalThis as { Bun?: object }).Bun;',
		'export type B = Buffer;',
		"const b = () => require('b');",
	]) {
		assert.equal(findingsIn('core/a.ts', text).length, 1, text);
	}
	assert.deepEqual(findingsIn('core/a.ts', "'process'; globalThis.crypto; setTimeout(() => {});"), []);
});

test('a store knows the contract, loads its client when first needed, and nothing else', () => {
	assert.deepEqual(findingsIn('stores/a.ts', "import type { Store } from '../contract/store.ts';"), []);
	assert.deepEqual(findingsIn('stores/a.ts', "import { readFile } from 'node:fs/promises';"), []);
	assert.deepEqual(findingsIn('stores/a.ts', "const open = () => import('better-sqlite3');"), []);
	for (const unknown of [
		'redis',
		'node:crypto',
		'../core/manager/sessions.ts',
		'../cookie/read.ts',
		'../adapters/node.ts',
	]) {
		assert.deepEqual(findingsIn('stores/a.ts', `import { b } from '${unknown}';`), [
			`1 stores may not load ${unknown}`,
		]);
	}
	assert.equal(findingsIn('stores/a.ts', "import type { Redis } from 'ioredis';").length, 1);
});

test('an adapter knows what the main entry exports of the core, and types of its framework', () => {
	const adapter = `${library}/adapters/a.ts`;
	const entry = `${library}/index.ts`;
	const judge = (text: string): string[] =>
		judgeSources(
			new Map([
				[adapter, text],
				[entry, "export { createSessions } from './core/create-sessions.ts';"],
			]),
		);
	assert.deepEqual(judge("import { createSessions } from '../core/create-sessions.ts';"), []);
	assert.deepEqual(judge("import type { IncomingMessage } from 'node:http';"), []);
	assert.deepEqual(judge("import { b } from '../core/hidden.ts';"), [
		`${adapter}:1 adapters may not load ../core/hidden.ts`,
	]);
	assert.deepEqual(judge("import { b } from '../stores/memory.ts';"), [
		`${adapter}:1 adapters may not load ../stores/memory.ts`,
	]);
	assert.deepEqual(judge("import express from 'express';"), [`${adapter}:1 adapters may not load express`]);
});

test('only an import or export of nothing but types loads nothing', () => {
	for (const type of ["import type {} from 'b';", "import type B from 'b';", "export type { B } from 'b';"]) {
		assert.deepEqual(findingsIn('adapters/a.ts', type), [], type);
	}
	for (const load of [
		"import 'b';",
		"import {} from 'b';",
		"import { type B } from 'b';",
		"export { type B } from 'b';",
	]) {
		assert.deepEqual(findingsIn('adapters/a.ts', load), ['1 adapters may not load b'], load);
	}
});

test('an entry only exports again', () => {
	assert.deepEqual(findingsIn('memory.ts', "export { memoryStore } from './stores/memory.ts';"), []);
	assert.deepEqual(findingsIn('memory.ts', 'export const a = 1;'), ['1 an entry only exports again']);
	assert.equal(findingsIn('memory.ts', "export * from 'redis';").length, 1);
});

test('the thin packages know sojourn by its published subpaths, and load no framework', () => {
	const judge = (text: string): string[] => judgeSources(new Map([['packages/oak-sessions/mod.ts', text]]));
	assert.deepEqual(
		judge("import { sqliteStore } from 'sojourn/sqlite';\nimport type { Context } from '@oakserver/oak';"),
		[],
	);
	assert.equal(judge("import { Application } from '@oakserver/oak';").length, 1);
	assert.equal(judge("import { sqliteStore } from '../sojourn/src/stores/sqlite.ts';").length, 1);
});

test('loading a module never waits', () => {
	assert.deepEqual(findingsIn('stores/a.ts', "const b = await import('b');"), ['1 loading a module may not wait']);
	assert.deepEqual(findingsIn('stores/a.ts', '\nfor await (const b of c);'), ['2 loading a module may not wait']);
	assert.deepEqual(findingsIn('stores/a.ts', 'export const a = async () => { await b; };'), []);
});

test('a file outside the known parts is named', () => {
	assert.deepEqual(judgeSources(new Map([[`${library}/other/a.ts`, '']])), [
		`${library}/other/a.ts belongs to no part that tools/directions/parts.ts names`,
	]);
});
