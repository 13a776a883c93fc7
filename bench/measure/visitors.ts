import { connect } from 'node:net';
import { firstVisit, type Kind } from '../kinds.ts';

/** How many requests are sent before the first of them is answered: as many as wait under load. */
const batch = 32;
const statusLine = 'HTTP/1.1 200 OK\r\n';

/**
 * Makes visitors: each comes once and stores something. Answers the Cookie header that each sends from then on.
 *
 * @param port of a server of this folder
 */
export async function makeVisitors(port: number, count: number): Promise<readonly string[]> {
	const answers = await visit(port, firstVisit, Array<null>(count).fill(null));
	return answers.map((answer) => {
		const pairs = [...answer.matchAll(/^set-cookie: ([^;\r]+)/gim)].map(([, pair]) => pair);
		if (pairs.length === 0) throw new Error('A visitor who stored something was given no cookie.');
		return pairs.join('; ');
	});
}

/** Headers of the same length for servers that have no sessions. */
export function strangers(count: number): readonly string[] {
	return Array.from({ length: count }, (_, index) => `__Host-session=${String(index).padStart(70, 'x')}`);
}

/**
 * Makes one request for each Cookie header, without one where it is null. Answers the answers.
 *
 * @throws Error when an answer is another than the kind of request has
 */
export async function visit(port: number, kind: Kind, cookies: readonly (string | null)[]): Promise<readonly string[]> {
	const requests = cookies.map((cookie) => {
		const header = cookie === null ? '' : `cookie: ${cookie}\r\n`;
		return `GET ${kind.path} HTTP/1.1\r\nhost: localhost\r\n${header}\r\n`;
	});
	const socket = connect(port, '127.0.0.1').setEncoding('latin1');
	const answers: string[] = [];
	let text = '';
	const ask = (): boolean => socket.write(requests.slice(answers.length, answers.length + batch).join(''));
	ask();
	for await (const chunk of socket) {
		text += chunk;
		const arrived = text.split(statusLine).slice(1);
		const isWhole = arrived.length === Math.min(batch, requests.length - answers.length);
		if (!isWhole || !endsWith(arrived.at(-1) ?? '', kind.body)) continue;
		const wrong = arrived.find((answer) => !endsWith(answer, kind.body));
		if (wrong !== undefined) throw new Error(`${kind.path} was answered with something else:\n${wrong}`);
		answers.push(...arrived);
		text = '';
		if (answers.length === requests.length) break;
		ask();
	}
	if (answers.length < requests.length) throw new Error(`${kind.path} was not answered as it should be:\n${text}`);
	return answers;
}

/** Whether an answer ends with a body, which may be sent whole or as the only chunk (RFC 9112, section 7.1). */
function endsWith(answer: string, body: string): boolean {
	return answer.endsWith(body) || answer.endsWith(`${body}\r\n0\r\n\r\n`);
}
