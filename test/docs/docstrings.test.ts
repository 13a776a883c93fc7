import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { posix } from 'node:path';
import { test } from 'node:test';
import { type Comment, parseSync, type Statement } from 'oxc-parser';
import { packages } from '../../tools/packages.ts';
import { root } from './support/page.ts';

/** Objects of others, described by the few members that are used: what those mean is said by whoever makes them. */
const others =
	/\/(?:gaman|oak-context|answer-headers|request-like|deno-redis|ioredis|node-redis|sqlite\/connection)\.ts$/;

/** A source, as far as its public names are concerned. */
interface Source {
	readonly path: string;
	readonly text: string;
	readonly comments: readonly Comment[];
	readonly statements: readonly Statement[];
}

async function read(path: string): Promise<Source> {
	const text = await readFile(root + path, 'utf8');
	const { comments, program } = parseSync(path, text);
	return { path, text, comments, statements: program.body };
}

/** Whether a comment that begins with two stars ends before this place, with nothing but a line for Biome between. */
function hasDocstring({ text, comments }: Source, start: number): boolean {
	return comments.some(
		({ type, value, end }) =>
			type === 'Block' && value.startsWith('*') && end <= start && /^\s*(?:\/\/.*\s+)?$/.test(text.slice(end, start)),
	);
}

/** What a module exports: where each name is declared. */
async function exportsOf(path: string): Promise<{ readonly name: string; readonly source: Source }[]> {
	const source = await read(path);
	const found: { name: string; source: Source }[] = [];
	for (const statement of source.statements) {
		if (statement.type !== 'ExportNamedDeclaration') continue;
		if (statement.source === null) {
			const { declaration } = statement;
			if (declaration === null) continue;
			const names = declaration.type === 'VariableDeclaration' ? declaration.declarations.map(({ id }) => id) : [];
			const own = 'id' in declaration && declaration.id !== null ? [declaration.id] : [];
			for (const id of [...own, ...names]) {
				if ('name' in id) found.push({ name: id.name, source });
			}
			continue;
		}
		if (!statement.source.value.startsWith('.')) continue;
		const target = posix.join(posix.dirname(path), statement.source.value);
		for (const { local, exported } of statement.specifiers) {
			const inner = (await exportsOf(target)).find(({ name }) => 'name' in local && name === local.name);
			if (inner !== undefined && 'name' in exported) found.push({ ...inner });
		}
	}
	return found;
}

/** The members that users see of a declaration, by their name and where they begin. */
function membersOf(statement: Statement): { readonly name: string; readonly start: number }[] {
	if (statement.type !== 'ExportNamedDeclaration' || statement.declaration === null) return [];
	const { declaration } = statement;
	const members =
		declaration.type === 'TSInterfaceDeclaration' || declaration.type === 'ClassDeclaration'
			? declaration.body.body
			: [];
	return members.flatMap((member) => {
		if (!('key' in member) || member.key.type === 'PrivateIdentifier') return [];
		if ('accessibility' in member && member.accessibility === 'private') return [];
		if ('override' in member && member.override) return [];
		return 'name' in member.key ? [{ name: String(member.key.name), start: member.start }] : [];
	});
}

function declares(statement: Statement, name: string): boolean {
	if (statement.type !== 'ExportNamedDeclaration' || statement.declaration === null) return false;
	const { declaration } = statement;
	if (declaration.type === 'VariableDeclaration') {
		return declaration.declarations.some(({ id }) => 'name' in id && id.name === name);
	}
	return 'id' in declaration && declaration.id !== null && 'name' in declaration.id && declaration.id.name === name;
}

for (const { folder, entries } of packages) {
	test(`every public name of ${folder}, and every member of it, has a docstring`, async () => {
		const missing = new Set<string>();
		let count = 0;
		for (const entry of await entries()) {
			for (const { name, source } of await exportsOf(posix.join(folder, entry))) {
				const declarations = source.statements.filter((statement) => declares(statement, name));
				count += declarations.length;
				if (!declarations.some(({ start }) => hasDocstring(source, start))) missing.add(`${source.path}: ${name}`);
				const members = others.test(source.path) ? [] : declarations.flatMap(membersOf);
				for (const member of members) {
					const overloads = members.filter((each) => each.name === member.name);
					if (overloads.some(({ start }) => hasDocstring(source, start))) continue;
					missing.add(`${source.path}: ${name}.${member.name}`);
				}
			}
		}
		assert.deepEqual([...missing], []);
		assert.ok(count > 5);
	});
}
