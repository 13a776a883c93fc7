import { readFile } from 'node:fs/promises';
import { posix } from 'node:path';
import { listFiles } from '../files.ts';
import { faceOfTheCore, type Part, parts, runtimeNames, runtimeProbes } from './parts.ts';
import { type Import, readSource, type Source } from './source.ts';

const published = ['packages/*/src/**/*.ts', 'packages/*/mod.ts'];

/** Names every place in the published sources that goes against the directions of {@link parts}. */
export async function findWrongDirections(): Promise<string[]> {
	const files = await listFiles(published);
	const texts = await Promise.all(files.map(async (file) => [file, await readFile(file, 'utf8')] as const));
	return judgeSources(new Map(texts));
}

/** The same of sources given by their path from the workspace's root. */
export function judgeSources(texts: ReadonlyMap<string, string>): string[] {
	const sources = new Map([...texts].map(([file, text]) => [file, readSource(file, text)]));
	const face = new Set(sources.get(faceOfTheCore)?.imports.map((each) => targetOf(faceOfTheCore, each)));
	return [...sources].flatMap(([file, source]) => {
		const part = partOf(file);
		if (part === undefined) return [`${file} belongs to no part that tools/directions/parts.ts names`];
		const findings = [
			...source.imports.filter((each) => !mayImport(part, file, each, face)).map((each) => importFinding(part, each)),
			...ownFindings(part, file, source),
		];
		return [...new Set(findings.map(({ line, text }) => `${file}:${line} ${text}`))];
	});
}

interface Finding {
	readonly line: number;
	readonly text: string;
}

function partOf(file: string): Part | undefined {
	return parts.find(({ files }) => files.test(file));
}

/** The file that a relative import leads to, or null when it leads to a package or a built-in module. */
function targetOf(file: string, { specifier }: Import): string | null {
	if (specifier === null || !specifier.startsWith('.')) return null;
	return posix.join(posix.dirname(file), specifier);
}

function mayImport(part: Part, file: string, imported: Import, face: ReadonlySet<string | null>): boolean {
	const target = targetOf(file, imported);
	if (target !== null) {
		const known = partOf(target);
		if (known === part && part.onlyExportsAgain === undefined) return true;
		if (known !== undefined && part.knows.includes(known.name)) return true;
		return face.has(target) && part.knows.includes('the face of the core');
	}
	const allowed = { load: [part.loads], later: [part.loads, part.loadsLater], type: [part.loads, part.namesTypesOf] };
	return allowed[imported.kind].some((modules) => modules?.test(imported.specifier ?? '') ?? false);
}

function importFinding({ name }: Part, { kind, specifier, line }: Import): Finding {
	const how = { load: 'load', later: 'load, even later,', type: 'name the types of' }[kind];
	return { line, text: `${name} may not ${how} ${specifier ?? 'a computed module'}` };
}

function ownFindings(part: Part, file: string, source: Source): Finding[] {
	const findings: Finding[] = source.topLevelAwaits.map(({ line }) => ({
		line,
		text: 'loading a module may not wait',
	}));
	if (part.onlyExportsAgain) {
		for (const { line } of source.ownStatements) findings.push({ line, text: `${part.name} only exports again` });
	}
	if (part.webOnly && !runtimeProbes.has(file)) {
		for (const { name, line } of source.names) {
			if (runtimeNames.has(name)) findings.push({ line, text: `${name} is not on every runtime` });
		}
	}
	return findings;
}
