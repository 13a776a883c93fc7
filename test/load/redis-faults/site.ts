import { type RedisServer, startRedis } from '../../servers/redis.ts';
import { startProxy, type TcpProxy } from '../../servers/tcp-proxy.ts';
import { ApplicationProcess } from './application-process.ts';
import { Crowd } from './crowd.ts';

/** Milliseconds for the store calls of a request. */
export const deadline = 1000;

/** Two processes of an application over one Redis of their own, and the visitors of both. */
export interface Site extends AsyncDisposable {
	/** It has everything on the disk that it has answered. */
	readonly redis: RedisServer;
	/** What one of the two processes is connected through; the other one is connected without. */
	readonly proxy: TcpProxy;
	readonly processes: readonly ApplicationProcess[];
	readonly crowd: Crowd;
}

export async function openSite(client: string): Promise<Site> {
	const stack = new AsyncDisposableStack();
	const redis = stack.use(await startRedis({ appendonly: 'yes', appendfsync: 'always' }));
	const proxy = stack.use(await startProxy(redis.port));
	const urls = [redis.url, `redis://127.0.0.1:${proxy.port}`];
	const processes: ApplicationProcess[] = [];
	for (const url of urls) processes.push(stack.use(await ApplicationProcess.start({ client, url, deadline })));
	const crowd = new Crowd(processes.map(({ url }) => url));
	return { redis, proxy, processes, crowd, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}
