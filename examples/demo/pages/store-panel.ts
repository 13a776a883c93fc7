import { partsOfSealedRecord } from '../anatomy.ts';
import { type Content, type Html, html } from '../html.ts';
import type { StoredRow } from '../stores/demo-store.ts';
import type { View } from '../view.ts';
import { byteCount, hex, moment, specimen } from './parts.ts';

/** What the store holds of this session, as it stands there. */
export function storePanel({ row, stateless }: View): Html {
	return html`<section class="panel" id="store" aria-labelledby="store-title" data-kept>
<h2 id="store-title">What the store holds</h2>
${stateless ? noStore() : row === null ? nothing() : rowPanel(row)}
</section>`;
}

function nothing(): Html {
	return html`<p class="nothing">Nothing.</p>
<p class="meaning">Visitors who only look leave no trace here.</p>`;
}

function noStore(): Html {
	return html`<p class="nothing">Nothing.</p>
<p>The whole session is sealed into the cookie. No database is needed for that, and three things cannot be done:</p>
<ul class="bullets">
<li>Of requests that run at the same time, the last answer’s cookie wins: changes get lost.</li>
<li>A copy of the cookie that was taken before you sign out opens until its time limit.</li>
<li>Nobody can list your sessions, or end those of a lost device.</li>
</ul>
<p class="meaning"><code>cookieStore({ revocations: store })</code> keeps a list of ended sessions, and makes up for the second.</p>`;
}

function rowPanel(row: StoredRow): Html {
	const { key, version, expiresAt, subject, data } = row;
	return html`<p class="meaning">${row.source}</p>
<dl>
${entry('key', halves(key), 'the SHA-256 of the id in your cookie, which leads from there to here and not back')}
${entry('version', version, 'one more with each change; a change is stored only over the version that it was made from')}
${entry('expires', expiresAt, moment(new Date(expiresAt)))}
${entry('subject', subject ?? 'null', subject === null ? 'nobody has signed in' : 'whose it is: a keyed hash of your name')}
</dl>
${row.sealed ? sealedData(data) : plainData(data)}
${row.command === null ? null : html`<p class="meaning">See for yourself: <code>${row.command}</code></p>`}`;
}

/** A line that is too long breaks in its middle. */
function halves(key: string): Html {
	return html`${key.slice(0, 32)}<wbr>${key.slice(32)}`;
}

function entry(term: string, value: Content, meaning: Content): Html {
	return html`<div><dt>${term}</dt><dd><code>${value}</code><p class="meaning">${meaning}</p></dd></div>`;
}

function sealedData(data: Uint8Array): Html {
	return html`<h3>data, ${byteCount(data.length)}</h3>
${specimen(partsOfSealedRecord(data))}
<p class="meaning">It opens only with the server’s secret and the id in your cookie together. Who steals the database, or even
the database and the secret, reads nothing.</p>`;
}

function plainData(data: Uint8Array): Html {
	return html`<h3>data, ${byteCount(data.length)}</h3>
<p class="specimen"><code>${hex(data)}</code></p>
<p class="meaning">Not sealed, because it never leaves this process: <code>memoryStore({ sealed: true })</code> would.</p>`;
}
