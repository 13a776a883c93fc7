/** A part of a page that is written by a program, between two comments that name it. */
interface Section {
	readonly before: string;
	readonly text: string;
	readonly after: string;
}

/** The text of a section. Throws an Error where the page has no such section. */
export function takeSection(page: string, name: string): string {
	return split(page, name).text;
}

/** The page with another text in a section. Throws an Error where the page has no such section. */
export function putSection(page: string, name: string, text: string): string {
	const { before, after } = split(page, name);
	return before + text + after;
}

/** What stands in the cells of a table, however they are aligned. */
export function cellsOf(table: string): string[][] {
	const rows = table.split('\n').map((row) => row.split('|').slice(1, -1));
	return rows.map((cells) => cells.map((cell) => cell.trim().replace(/^(:?)-+(:?)$/, '$1---$2')));
}

function split(page: string, name: string): Section {
	const begin = `<!-- ${name}:begin -->\n`;
	const end = `\n<!-- ${name}:end -->`;
	const from = page.indexOf(begin);
	const to = page.indexOf(end, from);
	if (from === -1 || to === -1)
		throw new Error(`The page has no section <!-- ${name}:begin --> ... <!-- ${name}:end -->.`);
	const start = from + begin.length;
	return { before: page.slice(0, start), text: page.slice(start, to), after: page.slice(to) };
}
