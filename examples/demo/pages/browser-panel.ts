import { type Part, partsOfIdCookie, partsOfSealedCookie } from '../anatomy.ts';
import type { SentCookie } from '../cookies.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';
import { specimen } from './parts.ts';

/** The cookie of this request, and what it is made of. */
export function browserPanel(view: View): Html {
	return html`<section class="panel" id="browser" aria-labelledby="browser-title" data-kept>
<h2 id="browser-title">What your browser holds</h2>
${view.cookies.length === 0 ? noCookie() : cookiePanel(view)}
</section>`;
}

function noCookie(): Html {
	return html`<p class="nothing">Nothing.</p>
<p class="meaning">No cookie is set before something is stored.</p>`;
}

function cookiePanel({ cookies, session, stateless }: View): Html {
	return html`${session === null ? deadCookie() : null}
<dl class="cookie">${cookies.map(cookieEntry)}
</dl>
<p class="meaning">A real page would not show it. No script can read it (HttpOnly), and no page of another site can post a
form with it (SameSite=Lax). Over https it is Secure too, and called __Host-${cookies[0]?.name ?? ''}.</p>
${stateless ? sealedParts(cookies) : idParts(cookies)}`;
}

function deadCookie(): Html {
	return html`<p class="warning">This cookie opens nothing any more: its session was ended, or has expired.</p>`;
}

function cookieEntry({ name, value }: SentCookie): Html {
	return html`
<div><dt>${name}</dt><dd><code>${value}</code></dd></div>`;
}

function idParts(cookies: readonly SentCookie[]): Html {
	return madeOf(cookies.flatMap(({ value }) => partsOfIdCookie(value)));
}

function sealedParts(cookies: readonly SentCookie[]): Html {
	return madeOf(partsOfSealedCookie(cookies.map(({ value }) => value).join('')));
}

function madeOf(parts: readonly Part[]): Html {
	return html`<h3>The same in bytes</h3>
${specimen(parts)}`;
}
