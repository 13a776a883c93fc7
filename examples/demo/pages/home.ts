import type { Framework } from '../arguments.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';
import { accountCard } from './account.ts';
import { basketCard } from './basket.ts';
import { browserPanel } from './browser-panel.ts';
import { counterCard } from './counter.ts';
import { devicesCard } from './devices.ts';
import { layout } from './layout.ts';
import { storePanel } from './store-panel.ts';

const frameworkNames: Readonly<Record<Framework, string>> = { node: 'node:http', gaman: 'GamanJS', oak: 'Oak' };

/** The page. */
export function homePage(view: View, framework: Framework): Html {
	const setup = html`Sessions in <b>${view.storeTitle}</b>, served by <b>${frameworkNames[framework]}</b>`;
	const main = html`<div class="intro">
<h1>What a visit leaves behind</h1>
<p>Sign in, fill a basket, open a second device, and see all that is kept of it: one cookie in your browser, and what
the server remembers.</p>
</div>
<div class="notice" role="status">${notice(view)}</div>
<div class="columns">
<div class="doings">
${accountCard(view)}
${counterCard(view)}
${basketCard(view)}
${devicesCard(view)}
</div>
<div class="kept">
${browserPanel(view)}
${storePanel(view)}
</div>
</div>`;
	return layout('sojourn · what a visit leaves behind', setup, main);
}

function notice({ notice: message, session, stateless, url }: View): Html | null {
	if (message !== null) {
		return html`<p>${message}</p>
<p class="aside">A flash message: it is gone when you open the page again.</p>`;
	}
	if (session !== null || !url.searchParams.has('signed-out')) return null;
	return html`<p>You are signed out. Your browser’s cookie is gone${stateless ? null : ', and so is the row in the store'}.</p>`;
}
