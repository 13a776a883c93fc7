import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import { after, test } from 'node:test';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { packages } from '../../tools/packages.ts';
import { emptyFolder } from './support/installed.ts';
import { packOurs, root } from './support/pack.ts';

const folder = await emptyFolder();
after(() => rm(folder, { recursive: true }));
const tarballs = await packOurs(folder);

for (const [index, { name, path, files }] of tarballs.entries()) {
	const { folder: source = '', entries } = packages[index] ?? assert.fail(`Nothing was packed into ${name}.`);
	const manifest = JSON.parse(await readFile(`${root}${source}/package.json`, 'utf8'));

	test(`${name} publishes its modules, their declarations, its manifest and its pages, and nothing else`, async () => {
		const pages = ['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json'];
		const others = files.filter((file) => !/^dist\/.+\.(?:js|d\.ts)$/.test(file));
		assert.deepEqual(
			others.filter((file) => !pages.includes(file)),
			[],
		);
		for (const page of ['LICENSE', 'package.json']) assert.ok(others.includes(page), `${page} is missing`);
		for (const { types, default: module } of Object.values<Record<string, string>>(manifest.exports)) {
			for (const target of [types, module]) assert.ok(files.includes(target?.slice(2) ?? ''), `${target} is missing`);
		}
		assert.equal(Object.keys(manifest.exports).length, (await entries()).length);
	});

	test(`${name} has at most three dependencies, and what it may be given beside them is optional`, () => {
		const { dependencies = {}, peerDependencies = {}, peerDependenciesMeta = {}, scripts } = manifest;
		assert.ok(Object.keys(dependencies).length <= 3);
		const optional = Object.keys(peerDependencies).filter((peer) => peerDependenciesMeta[peer]?.optional === true);
		assert.deepEqual(optional, Object.keys(peerDependencies));
		assert.equal(scripts, undefined, 'nothing runs where it is installed');
	});

	test(`publint finds nothing in ${name}`, async () => {
		const { buffer, byteOffset, byteLength } = await readFile(path);
		const tarball = buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
		const { messages } = await publint({ pack: { tarball }, strict: true });
		assert.deepEqual(
			messages.map((message) => formatMessage(message, manifest)),
			[],
		);
	});

	test(`the types of ${name} are right wherever modules are resolved by exports`, async () => {
		const result = await checkPackage(createPackageFromTarballData(new Uint8Array(await readFile(path))));
		assert.ok(result.types, 'it has types');
		assert.deepEqual(result.problems.filter(concernsModules), []);
	});
}

/**
 * Left out are what TypeScript before 4.7 would resolve, which knows no exports, and that CommonJS is given an ES module:
 * `require` of one works on every Node that the packages are for.
 */
function concernsModules(problem: { readonly kind: string; readonly resolutionKind?: string }): boolean {
	return problem.resolutionKind !== 'node10' && problem.kind !== 'CJSResolvesToESM';
}
