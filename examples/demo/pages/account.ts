import { longestName } from '../actions.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';
import { codeLine, moment } from './parts.ts';

/** Signing in and out. */
export function accountCard({ session }: View): Html {
	return html`<section class="card" id="account" aria-labelledby="account-title">
${session?.name == null ? signInForm() : signedIn(session.name, session.createdAt)}
</section>`;
}

function signInForm(): Html {
	return html`<h2 id="account-title">Sign in</h2>
<form class="line" method="post" action="/sign-in">
<label for="name">Your name</label>
<input id="name" name="name" required maxlength="${longestName}" pattern=".*\\S.*" autocomplete="nickname" spellcheck="false">
<button class="main">Sign in</button>
</form>
<p class="hint">Signing in moves the session to a new id. One that somebody planted in this browser before is worth
nothing afterwards.</p>
${codeLine('await session.identify(name)')}`;
}

function signedIn(name: string, createdAt: Date): Html {
	return html`<h2 id="account-title">Signed in</h2>
<form class="line spread" method="post" action="/sign-out">
<p>You are <b class="name">${name}</b>, in a session that began ${moment(createdAt)}.</p>
<button>Sign out</button>
</form>
${codeLine('await session.destroy()')}`;
}
