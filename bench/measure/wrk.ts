import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const connections = 32;
const run = promisify(execFile);

/** What a load came to. */
export interface LoadResult {
	readonly requests: number;
	readonly seconds: number;
}

/**
 * Sends requests for some seconds, as many as are answered.
 *
 * @param cookies a file with a Cookie header a line, or null where visitors have none
 * @throws Error when a request failed, or was answered with another status than 200
 */
export async function load(port: number, path: string, cookies: string | null, seconds: number): Promise<LoadResult> {
	const script = join(import.meta.dirname, 'rotate.lua');
	const options = ['-t', '1', '-c', String(connections), '-d', `${seconds}s`, '-s', script];
	const target = [`http://127.0.0.1:${port}`, '--', path, ...(cookies === null ? [] : [cookies])];
	const { stdout } = await run('wrk', [...options, ...target]);
	const { requests, microseconds, failed } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
	if (failed > 0) throw new Error(`${failed} requests for ${path} failed.`);
	return { requests, seconds: microseconds / 1e6 };
}
