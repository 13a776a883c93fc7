import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** Bytes on the disk. */
const size = 4 * 1024 * 1024;

/**
 * Runs a program that is given a word and the path of a small disk of its own, and answers what it printed. The disk is
 * in memory, is there for this program only, and goes with it. It takes Linux, and the right to mount: that of root, or of
 * everyone where user namespaces are allowed.
 *
 * @throws Error with what the program said when it failed
 */
export async function runOnSmallDisk(program: string, word: string): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'sojourn-disk-'));
	try {
		const mountAndRun = `mount -t tmpfs -o size=${size} tmpfs "$1" || exit 99; shift; exec "$@"`;
		const command = [process.execPath, program, word, folder];
		const child = spawn('unshare', ['--map-root-user', '--mount', 'sh', '-c', mountAndRun, 'sh', folder, ...command], {
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		const [said, complaints, [code]] = await Promise.all([
			text(child.stdout),
			text(child.stderr),
			once(child, 'close'),
		]);
		if (code === 0) return said.trim();
		const refused = code === 99 || complaints.startsWith('unshare:');
		const hint = 'It may not mount a disk here. Run it as root, or allow user namespaces.';
		throw new Error(`The program ended with ${code}.${refused ? ` ${hint}` : ''}\n${complaints}`);
	} finally {
		await rmdir(folder);
	}
}
