import { readFileSync } from 'node:fs';
import type { DemoAnswer } from './http.ts';

const css = 'text/css; charset=utf-8';

const types: Readonly<Record<string, string>> = {
	'base.css': css,
	'demo.js': 'text/javascript; charset=utf-8',
	'doings.css': css,
	'icon.svg': 'image/svg+xml',
	'kept.css': css,
};

/** What the page loads, by its path. */
export function readAssets(): ReadonlyMap<string, DemoAnswer> {
	return new Map(Object.entries(types).map(([name, type]) => [`/${name}`, assetOf(name, type)]));
}

function assetOf(name: string, type: string): DemoAnswer {
	const body = readFileSync(new URL(`static/${name}`, import.meta.url), 'utf8');
	return { status: 200, headers: { 'content-type': type, 'cache-control': 'no-cache' }, body };
}
