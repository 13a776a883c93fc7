import type { Session, UntypedData } from '../../../src/index.ts';

/** A WebSocket whose client can send headers: that of Deno and that of Bun. */
type HeadersWebSocket = new (url: string, options: { readonly headers: Readonly<Record<string, string>> }) => WebSocket;

/** What a handler does before it lets a socket open: a change that is stored as the answer leaves. */
export async function beforeOpen(session: Session<UntypedData>): Promise<void> {
	await session.set('before', true);
}

/** What it does on the socket: a change that it stores itself. Answers what to send. */
export async function whenOpen(session: Session<UntypedData>): Promise<string> {
	await session.set('open', true);
	await session.save();
	await session.reload();
	return JSON.stringify(await session.all());
}

/** Visits a server as one who has a session already, and as one who has none; prints what came back. */
export async function visit(port: number): Promise<void> {
	const page = await fetch(`http://127.0.0.1:${port}/sign-in`);
	const cookie = page.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
	await page.text();
	console.log(`known: ${await firstMessage(port, cookie)}`);
	const stored = await fetch(`http://127.0.0.1:${port}/all`, { headers: { cookie } });
	console.log(`stored: ${await stored.text()}`);
	console.log(`new: ${await firstMessage(port, '')}`);
}

function firstMessage(port: number, cookie: string): Promise<string> {
	return new Promise((resolve) => {
		const Socket = WebSocket as unknown as HeadersWebSocket;
		const socket = new Socket(`ws://127.0.0.1:${port}/socket`, { headers: { cookie } });
		socket.onmessage = ({ data }) => {
			socket.close();
			resolve(String(data));
		};
		socket.onerror = () => resolve('no socket');
	});
}
