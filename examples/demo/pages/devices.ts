import type { ListedSession } from 'sojourn';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';
import { codeLine, moment } from './parts.ts';

/** The visitor's sessions on all devices, and what ends them. */
export function devicesCard(view: View): Html {
	return html`<section class="card" id="devices" aria-labelledby="devices-title">
<h2 id="devices-title">Your devices</h2>
${content(view)}
</section>`;
}

function content({ session, url }: View): Html {
	if (session?.name == null)
		return html`<p class="hint">Sign in, and all your sessions stand here, to be ended from any of them.</p>`;
	const { id, devices } = session;
	if (typeof devices === 'string') {
		return html`<p>With sessions in cookies this list cannot be made:</p>
<blockquote><p>${devices}</p></blockquote>
${codeLine('await sessions.list(subject)')}`;
	}
	const others = devices.filter((device) => device.id !== id);
	return html`<ul class="rows">
${devices.filter((device) => device.id === id).map(thisDevice)}
${others.map(otherDevice)}
</ul>
${others.length > 1 ? endAll() : null}
<p class="hint">${secondDevice(url, session.name)}</p>
${codeLine('await sessions.revoke(id, { subject })')}`;
}

function thisDevice({ id, expiresAt }: ListedSession): Html {
	return html`<li class="line spread">
<span><span class="name">This device</span> <code class="quiet">${shortened(id)}</code><br>
<span class="quiet">until ${moment(expiresAt)}</span></span>
</li>`;
}

function otherDevice({ id, expiresAt }: ListedSession): Html {
	return html`<li>
<form class="line spread" method="post" action="/devices/end">
<input type="hidden" name="session" value="${id}">
<span><span class="name">Another device</span> <code class="quiet">${shortened(id)}</code><br>
<span class="quiet">until ${moment(expiresAt)}</span></span>
<button aria-label="End it: ${shortened(id)}">End it</button>
</form>
</li>`;
}

function endAll(): Html {
	return html`<form class="line end" method="post" action="/devices/end-others"><button>End all others</button></form>`;
}

/** To a browser, two names of one machine are two hosts, each with its own cookies. */
function secondDevice({ protocol, hostname, port }: URL, name: string): Html {
	const otherName = { '127.0.0.1': 'localhost', localhost: '127.0.0.1' }[hostname];
	if (otherName === undefined)
		return html`Open this page in a private window or another browser, and sign in as ${name}.`;
	const address = `${protocol}//${otherName}:${port}/`;
	return html`For a second device, open <a href="${address}" target="_blank" rel="noopener">${otherName}:${port}</a> and
sign in there as ${name}: to your browser that is another host, with cookies of its own. A private window does as well.`;
}

function shortened(id: string): string {
	return `${id.slice(0, 8)}…`;
}
