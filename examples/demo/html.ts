/** Text that is HTML already. */
export class Html {
	readonly text: string;

	constructor(text: string) {
		this.text = text;
	}
}

/** What can stand in a template. Null stands for nothing. */
export type Content = Html | string | number | null | readonly Content[];

/** HTML, in which everything that is not HTML already is escaped. */
export function html(strings: TemplateStringsArray, ...contents: readonly Content[]): Html {
	return new Html(String.raw({ raw: strings }, ...contents.map(textOf)));
}

function textOf(content: Content): string {
	if (content === null) return '';
	if (content instanceof Html) return content.text;
	if (typeof content === 'string' || typeof content === 'number') return escapeHtml(String(content));
	return content.map(textOf).join('');
}

const entities: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

function escapeHtml(text: string): string {
	return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}
