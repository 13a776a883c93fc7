import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import GithubSlugger from 'github-slugger';
import { lexer, type Token, type TokensList, walkTokens } from 'marked';
import { listFiles } from '../../../tools/files.ts';

/** The root of the workspace, with a slash at the end. */
export const root: string = fileURLToPath(new URL('../../../', import.meta.url));

/** A code block of a page. */
export interface Block {
	/** The first word of the info string, such as `ts`. */
	readonly language: string;
	readonly text: string;
	/** The comment that stands right before it, without its brackets, or null. */
	readonly comment: string | null;
}

/** A page of Markdown, as GitHub shows it. */
export interface Page {
	/** From the root of the workspace. */
	readonly path: string;
	readonly text: string;
	readonly blocks: readonly Block[];
	/** What links and images lead to. */
	readonly links: readonly string[];
	/** What a link within the page can lead to, without the `#`. */
	readonly anchors: ReadonlySet<string>;
}

/** The paths of all pages. */
export async function listPages(): Promise<string[]> {
	const files = await listFiles(['*.md', '{bench,docs,examples,packages,test,tools}/**/*.md'], root);
	return files.filter((file) => !file.endsWith('CHANGELOG.md'));
}

/** Reads a page by its path from the root of the workspace. */
export async function readPage(path: string): Promise<Page> {
	const text = await readFile(root + path, 'utf8');
	const tokens = lexer(text);
	return { path, text, blocks: blocksOf(tokens), links: linksOf(tokens), anchors: anchorsOf(tokens) };
}

function blocksOf(tokens: TokensList): Block[] {
	const blocks: Block[] = [];
	let before: Token | undefined;
	for (const token of tokens) {
		if (token.type === 'space') continue;
		if (token.type === 'code') {
			const [language = ''] = (token.lang ?? '').split(' ');
			blocks.push({ language, text: `${token.text}\n`, comment: commentIn(before) });
		}
		before = token;
	}
	return blocks;
}

function commentIn(token: Token | undefined): string | null {
	if (token?.type !== 'html') return null;
	return /^<!-- (.*) -->\s*$/s.exec(token.raw)?.[1] ?? null;
}

function linksOf(tokens: TokensList): string[] {
	const links: string[] = [];
	walkTokens(tokens, (token) => {
		if (token.type === 'link' || token.type === 'image') links.push(token.href);
		if (token.type === 'html') {
			for (const [, link = ''] of token.raw.matchAll(/\b(?:href|src|srcset)="([^"]*)"/g)) links.push(link);
		}
	});
	return links;
}

/** Headings by the names that GitHub gives them, and what says its name itself. */
function anchorsOf(tokens: TokensList): ReadonlySet<string> {
	const slugger = new GithubSlugger();
	const anchors = new Set<string>();
	walkTokens(tokens, (token) => {
		if (token.type === 'heading') anchors.add(slugger.slug(plainText(token.tokens ?? [])));
		if (token.type === 'html') {
			for (const [, id = ''] of token.raw.matchAll(/\bid="([^"]*)"/g)) anchors.add(id);
		}
	});
	return anchors;
}

function plainText(tokens: readonly Token[]): string {
	return tokens
		.map((token) => ('tokens' in token && token.tokens ? plainText(token.tokens) : 'text' in token ? token.text : ''))
		.join('');
}
