import { type Html, html } from '../html.ts';
import { layout } from './layout.ts';

/** Says what went wrong, and leads back. */
export function problemPage(message: string, code: string | null = null): Html {
	const main = html`<section class="problem">
<h1>That did not work</h1>
<p>${message}</p>
${code === null ? null : html`<p><code>${code}</code></p>`}
<p><a class="button" href="/">Back to the page</a></p>
</section>`;
	return layout('That did not work · sojourn', html`Demo`, main);
}
