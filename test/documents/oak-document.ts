import { readFileSync } from 'node:fs';

/** The programs that stand in the document, cut out of it. */
export interface OakDocument {
	/** Whole, as it stands. */
	readonly pageCount: string;
	/** A store each, by the name of the store; whole, because what they leave out is put in from the page counter. */
	readonly stores: Readonly<Record<string, string>>;
}

const document = new URL('oak-sessions.txt', import.meta.url);

const firstLine = 'import { Application, Router } from "https://deno.land/x/oak/mod.ts";';
const lastLine = 'await app.listen({ port: 8000 });';
/** Stands in the programs of the stores for everything that comes after. */
const leftOut = '// ...';

/** Cuts the programs out of the document. Throws if something is not found. */
export function readOakDocument(): OakDocument {
	const lines = readFileSync(document, 'utf8').split('\n');
	const starts = lines.flatMap((line, index) => (line === firstLine ? [index] : []));
	const [pageCount = [], ...stores] = starts.map((start) => programFrom(lines.slice(start)));
	if (pageCount.at(-1) !== lastLine) throw new Error('The first program of the document does not listen.');
	const rest = pageCount.slice(pageCount.indexOf('const router = new Router();'));
	return {
		pageCount: textOf(pageCount),
		stores: Object.fromEntries(stores.map((program) => [storeOf(program), textOf([...program.slice(0, -1), ...rest])])),
	};
}

function programFrom(lines: readonly string[]): readonly string[] {
	const last = lines.findIndex((line) => line === lastLine || line === leftOut);
	if (last === -1) throw new Error('A program of the document has no end.');
	return lines.slice(0, last + 1);
}

function storeOf(program: readonly string[]): string {
	const name = /import \{ Session, (\w+) \}/.exec(program.join('\n'))?.[1];
	if (name === undefined) throw new Error('A program of the document imports no store.');
	return name;
}

function textOf(lines: readonly string[]): string {
	return `${lines.join('\n')}\n`;
}
