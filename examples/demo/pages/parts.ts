import type { Part } from '../anatomy.ts';
import { type Html, html } from '../html.ts';

/** Bytes as text, in groups of four so that lines can break. */
export function hex(bytes: Uint8Array): string {
	return Buffer.from(bytes)
		.toString('hex')
		.replaceAll(/.{8}(?=.)/g, '$& ');
}

/** Bytes, and below them a line for each of their parts, in the part's colour. */
export function specimen(parts: readonly Part[]): Html {
	return html`<p class="specimen"><code>${parts.map(bytesOf)}</code></p>
<dl class="legend">${parts.map(legendOf)}
</dl>`;
}

function bytesOf(part: Part): Html {
	return html`<span class="${colourOf(part)}">${hex(part.bytes)}</span> `;
}

function legendOf(part: Part): Html {
	return html`
<div><dt class="${colourOf(part)}">${part.name}</dt><dd>${byteCount(part.bytes.length)}: ${part.meaning}</dd></div>`;
}

function colourOf({ name }: Part): string {
	return `part-${name.replace(' ', '-')}`;
}

/** `1 byte`, `2 bytes`. */
export function byteCount(count: number): string {
	return count === 1 ? '1 byte' : `${count} bytes`;
}

/** A moment, for people and for machines. */
export function moment(date: Date): Html {
	const text = date.toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
	return html`<time datetime="${date.toISOString()}">${text}</time>`;
}

/** The line of code behind a part of the page. */
export function codeLine(code: string): Html {
	return html`<p class="code"><span class="unseen">In code: </span><code>${code}</code></p>`;
}
