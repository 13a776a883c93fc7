import assert from 'node:assert/strict';
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readCommand } from '../../../../tools/command.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

/** Compiles the application in a folder as strictly as can be, the types of the packages included. */
export async function typeCheck(folder: string): Promise<void> {
	await symlink(join(root, 'node_modules/@types'), join(folder, 'node_modules/@types'));
	const settings = {
		extends: join(root, 'tsconfig.base.json'),
		compilerOptions: { noEmit: true, rewriteRelativeImportExtensions: false, skipLibCheck: false },
		include: ['*.ts'],
	};
	await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(settings));
	const { code, output } = await readCommand('tsc', ['-p', folder, '--pretty', 'false']);
	assert.equal(code, 0, output);
}
