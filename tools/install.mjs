import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * Installs what the lock file of the workspace lists, unless exactly that is installed.
 *
 * @param {string} root The workspace's folder.
 * @returns {void}
 */
export function installDependencies(root) {
	const node = join(root, 'node_modules', '.bin', 'node');
	if (isInstalled(root) && existsSync(node)) return;
	install(root, root, 'the workspace');
	if (!existsSync(node)) {
		console.error('npm ci did not run the install scripts that package.json allows; unset ignore-scripts.');
		process.exit(1);
	}
}

/**
 * Installs what the benchmark compares with, which nothing else needs.
 *
 * @param {string} root The workspace's folder.
 * @returns {void}
 */
export function installBenchmark(root) {
	const folder = join(root, 'bench');
	if (!isInstalled(folder)) install(root, folder, 'the benchmark');
}

/**
 * @param {string} root The workspace's folder.
 * @param {string} folder The folder of the lock file.
 * @param {string} whose
 * @returns {void}
 */
function install(root, folder, whose) {
	console.log(`Installing the dependencies of ${whose} (npm ci).`);
	const npm = spawnSync('npm', ['ci'], {
		cwd: folder,
		env: { ...process.env, PATH: withoutWorkspace(root, process.env.PATH ?? '') },
		stdio: ['ignore', 'inherit', 'inherit'],
	});
	if (npm.status !== 0) {
		console.error('npm ci failed; nothing was run.');
		process.exit(1);
	}
}

/**
 * Whether node_modules holds every package in the version that the lock file names. What is optional may be missing:
 * most of it is made for other platforms.
 *
 * @param {string} folder
 * @returns {boolean}
 */
function isInstalled(folder) {
	// npm writes this copy of the lock file last, once all is in place.
	const record = join(folder, 'node_modules', '.package-lock.json');
	if (!existsSync(record)) return false;
	const installed = readPackages(record);
	return Object.entries(readPackages(join(folder, 'package-lock.json')))
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
