import { lexer } from 'marked';

/** The tables of a page by the heading they stand under, each as the texts of its cells, without the head. */
export function tablesOf(text: string): ReadonlyMap<string, readonly (readonly (readonly string[])[])[]> {
	const tables = new Map<string, string[][][]>();
	let heading = '';
	for (const token of lexer(text)) {
		if (token.type === 'heading') heading = token.text;
		if (token.type !== 'table') continue;
		const rows: { text: string }[][] = token.rows;
		const found = tables.get(heading) ?? [];
		found.push(rows.map((row) => row.map((cell) => cell.text)));
		tables.set(heading, found);
	}
	return tables;
}
