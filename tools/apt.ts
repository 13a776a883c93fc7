import { setTimeout } from 'node:timers/promises';
import { hasCommand, readCommand } from './command.ts';

const attempts = 20;
const pauseSeconds = 6;

/** Installs a package of Debian's. Answers null, or in some words why it could not. */
export async function installDebianPackage(name: string): Promise<string | null> {
	if (!hasCommand('apt-get')) return 'this is no Debian';
	if (process.getuid?.() !== 0) return 'this user is not root';
	console.log(`Installing ${name} from Debian's packages.`);
	return (await apt(['update'])) ?? (await apt(['install', '--yes', '--no-install-recommends', name]));
}

/** Runs apt-get, waiting a bounded time for another that holds its lock. */
async function apt(args: readonly string[]): Promise<string | null> {
	const environment = { DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };
	for (let attempt = 1; ; attempt += 1) {
		const { code, output } = await readCommand('apt-get', ['--quiet', ...args], environment);
		if (code === 0) return null;
		const isBusy = /could not get lock|unable to (?:acquire|lock)/i.test(output);
		if (isBusy && attempt < attempts) {
			await setTimeout(pauseSeconds * 1000);
			continue;
		}
		const reason = output.trim().split('\n').at(-1) ?? '';
		return `apt-get ${args[0]} failed: ${reason}`;
	}
}
