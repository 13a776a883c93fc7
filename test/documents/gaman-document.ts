import { readFileSync } from 'node:fs';

/** The code that stands in the document, cut out of it and left as it is. */
export interface GamanDocument {
	/** What is typed to install the package. */
	readonly install: string;
	/** The bodies of the handlers that show one method each, without their first and last line. */
	readonly handlers: readonly string[];
	/** The module that registers the integration without options, with its import. */
	readonly registration: string;
	/** The statement that configures each driver, by the driver's type. */
	readonly drivers: Readonly<Record<string, string>>;
	/** The module of the example's routes. */
	readonly routes: string;
}

/** A run of lines without an empty one. */
type Paragraph = readonly string[];

const document = new URL('gaman-session.txt', import.meta.url);

/** Cuts the code out of the document. Throws if something is not found. */
export function readGamanDocument(): GamanDocument {
	const text = readFileSync(document, 'utf8');
	const paragraphs = text.split(/\n{2,}/).map((paragraph) => paragraph.split('\n'));
	const modules = labelled(paragraphs, 'index.ts');
	const configured = modules.filter((code) => code.includes('driver: {'));
	return {
		install: only(labelled(paragraphs, 'Terminal window')),
		// They await in a function that is not async, so what is inside is what can run.
		handlers: paragraphs.flatMap(handlerBody),
		registration: only(modules.filter((code) => !configured.includes(code))),
		drivers: Object.fromEntries(configured.map((code) => [driverType(code), code])),
		routes: only(labelled(paragraphs, 'example.routes.ts')),
	};
}

/** The code of the paragraphs whose first line is this label. */
function labelled(paragraphs: readonly Paragraph[], label: string): string[] {
	return paragraphs.filter(([first]) => first === label).map(([, ...code]) => code.join('\n'));
}

function handlerBody(lines: Paragraph): string[] {
	const start = lines.indexOf('(ctx) => {');
	return start === -1 ? [] : [lines.slice(start + 1, lines.indexOf('};', start)).join('\n')];
}

function driverType(code: string): string {
	const type = /type: "(\w+)"/.exec(code)?.[1];
	if (type === undefined) throw new Error('A configuration of the document names no driver.');
	return type;
}

function only(found: readonly string[]): string {
	const [first] = found;
	if (first === undefined || found.length > 1)
		throw new Error(`The document has ${found.length} of what it should have once.`);
	return first;
}
