import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';
import { codeLine } from './parts.ts';

/** How often the page was opened, and what becomes of the number when that happens twenty times at once. */
export function counterCard({ session }: View): Html {
	return html`<section class="card" id="counter" aria-labelledby="counter-title">
<h2 id="counter-title">Page counter</h2>
${session === null ? notCounted() : counted(session.visits)}
${codeLine("await session.update('visits', (visits) => (visits ?? 0) + 1)")}
</section>`;
}

function notCounted(): Html {
	return html`<form class="line spread" method="post" action="/count">
<p>You are not counted. Nothing is kept of a visitor before something is stored.</p>
<button>Count me</button>
</form>`;
}

function counted(visits: number): Html {
	return html`<p class="count"><b id="visits">${visits}</b> ${visits === 1 ? 'visit' : 'visits'} to this page</p>
<p class="line">
<a class="button" href="/">Open it again</a>
<button id="burst" type="button" hidden>Open it 20 times at once</button>
</p>
<p class="hint" id="burst-result" role="status"></p>
<noscript><p class="hint">With JavaScript there is a button here that opens it 20 times at once.</p></noscript>`;
}
