import { parseSync, Visitor } from 'oxc-parser';

/** How a module is imported: at load, when a line is reached, or only for its types. */
export type ImportKind = 'load' | 'later' | 'type';

/** One import, or one `export ... from`. */
export interface Import {
	readonly kind: ImportKind;
	/** Null when it is computed. */
	readonly specifier: string | null;
	readonly line: number;
}

/** Something at a line of a source. */
export interface Place {
	readonly name: string;
	readonly line: number;
}

/** What a source file says about its place among the others. */
export interface Source {
	readonly imports: readonly Import[];
	/** Every use of an identifier, whatever it stands for. */
	readonly names: readonly Place[];
	/** Where loading the module waits. */
	readonly topLevelAwaits: readonly Place[];
	/** Statements that are not `export ... from`. */
	readonly ownStatements: readonly Place[];
}

/** Reads a TypeScript source. Throws a SyntaxError when it cannot be parsed. */
export function readSource(path: string, text: string): Source {
	const { program, errors } = parseSync(path, text, { sourceType: 'module' });
	if (errors[0] !== undefined) throw new SyntaxError(`${path}: ${errors[0].message}`);

	const lineOf = (offset: number): number => text.slice(0, offset).split('\n').length;
	const imports: Import[] = [];
	// What counts is the word `type` before the braces: `import { type A } from './a.ts'` still loads the module.
	const importAt = (start: number, { value }: { value: string }, kind: 'type' | 'value' | null | undefined): void => {
		imports.push({ kind: kind === 'type' ? 'type' : 'load', specifier: value, line: lineOf(start) });
	};

	const names: Place[] = [];
	const topLevelAwaits: Place[] = [];
	let functions = 0;
	const enter = (): void => {
		functions += 1;
	};
	const leave = (): void => {
		functions -= 1;
	};
	const waitAt = (offset: number): void => {
		if (functions === 0) topLevelAwaits.push({ name: 'await', line: lineOf(offset) });
	};
	new Visitor({
		FunctionDeclaration: enter,
		'FunctionDeclaration:exit': leave,
		FunctionExpression: enter,
		'FunctionExpression:exit': leave,
		ArrowFunctionExpression: enter,
		'ArrowFunctionExpression:exit': leave,
		AwaitExpression: ({ start }) => waitAt(start),
		ForOfStatement(loop) {
			if (loop.await) waitAt(loop.start);
		},
		VariableDeclaration({ kind, start }) {
			if (kind === 'await using') waitAt(start);
		},
		Identifier({ name, start }) {
			names.push({ name, line: lineOf(start) });
		},
		ImportDeclaration: ({ start, source, importKind }) => importAt(start, source, importKind),
		ExportAllDeclaration: ({ start, source, exportKind }) => importAt(start, source, exportKind),
		ExportNamedDeclaration({ start, source, exportKind }) {
			if (source !== null) importAt(start, source, exportKind);
		},
		ImportExpression({ source, start }) {
			const isText = source.type === 'Literal' && typeof source.value === 'string';
			imports.push({ kind: 'later', specifier: isText ? String(source.value) : null, line: lineOf(start) });
		},
		TSImportType({ source, start }) {
			imports.push({ kind: 'type', specifier: source.value, line: lineOf(start) });
		},
	}).visit(program);

	const ownStatements = program.body
		.filter((statement) => !('source' in statement && statement.source !== null && statement.type.startsWith('Export')))
		.map(({ type, start }) => ({ name: type, line: lineOf(start) }));

	return { imports, names, topLevelAwaits, ownStatements };
}
