import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * Installs what the lock file lists, unless exactly that is installed.
 *
 * @param {string} root The workspace's folder.
 * @returns {void}
 */
export function installDependencies(root) {
	if (isInstalled(root)) return;
	console.log('Installing the dependencies of the workspace (npm ci).');
	const npm = spawnSync('npm', ['ci'], {
		cwd: root,
		env: { ...process.env, PATH: withoutWorkspace(root, process.env.PATH ?? '') },
		stdio: ['ignore', 'inherit', 'inherit'],
	});
	if (npm.status !== 0) {
		console.error('npm ci failed; nothing was run.');
		process.exit(1);
	}
	if (!existsSync(join(root, 'node_modules', '.bin', 'node'))) {
		console.error('npm ci did not run the install scripts that package.json allows; unset ignore-scripts.');
		process.exit(1);
	}
}

/**
 * Whether node_modules holds every package in the version that the lock file names. What is optional may be missing:
 * most of it is made for other platforms.
 *
 * @param {string} root
 * @returns {boolean}
 */
function isInstalled(root) {
	// npm writes this copy of the lock file last, once all is in place.
	const record = join(root, 'node_modules', '.package-lock.json');
	if (!existsSync(record) || !existsSync(join(root, 'node_modules', '.bin', 'node'))) return false;
	const installed = readPackages(record);
	return Object.entries(readPackages(join(root, 'package-lock.json')))
		.filter(([path, entry]) => path.includes('node_modules/') && !entry.link && !entry.optional)
		.every(([path, entry]) => installed[path]?.version === entry.version);
}

/**
 * @param {string} lockFile
 * @returns {Record<string, { version?: string, link?: boolean, optional?: boolean }>}
 */
function readPackages(lockFile) {
	return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
}

/**
 * npm puts the workspace's binaries first on the path of its scripts; the installation removes them, so it runs on
 * the machine's own Node.
 *
 * @param {string} root
 * @param {string} path
 * @returns {string}
 */
function withoutWorkspace(root, path) {
	return path
		.split(delimiter)
		.filter((folder) => !folder.startsWith(join(root, 'node_modules')))
		.join(delimiter);
}
