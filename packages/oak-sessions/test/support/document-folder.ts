import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const support = fileURLToPath(new URL('.', import.meta.url));

/** Where the programs of the document are run. */
export interface DocumentFolder extends AsyncDisposable {
	readonly path: string;
	/** Writes a program as it stands. The import map of the folder, which Deno reads, is for the addresses in it. */
	writeAsItStands(program: string): Promise<void>;
	/** Writes a program with only its import lines changed, for runtimes that load no module by its address. */
	writeWithImportsChanged(program: string): Promise<void>;
}

/** Makes a folder with the packages as npm installs them, and the module as an address serves it. */
export async function createDocumentFolder(): Promise<DocumentFolder> {
	const path = await mkdtemp(join(tmpdir(), 'sojourn-oak-document-'));
	await mkdir(join(path, 'node_modules'));
	for (const name of ['@oakserver', '@types']) {
		await symlink(join(root, 'node_modules', name), join(path, 'node_modules', name));
	}
	for (const [name, folder] of [
		['sojourn', 'sojourn'],
		['oak_sessions', 'oak-sessions'],
	] as const) {
		for (const part of ['package.json', 'dist']) {
			await cp(join(root, 'packages', folder, part), join(path, 'node_modules', name, part), { recursive: true });
		}
	}
	for (const part of ['mod.ts', 'src']) {
		await cp(join(root, 'packages/oak-sessions', part), join(path, 'oak_sessions', part), { recursive: true });
	}
	const files: Readonly<Record<string, object>> = {
		'package.json': { type: 'module' },
		'import-map.json': { imports: byAddress('npm:@oakserver/oak', './oak_sessions/mod.ts') },
		'tsconfig.json': {
			extends: join(root, 'tsconfig.base.json'),
			compilerOptions: { noEmit: true, rewriteRelativeImportExtensions: false },
			include: ['program.ts'],
		},
	};
	for (const [name, content] of Object.entries(files)) await writeFile(join(path, name), JSON.stringify(content));

	const write = (program: string): Promise<void> => writeFile(join(path, 'program.ts'), program);
	return {
		path,
		writeAsItStands: write,
		writeWithImportsChanged: (program) => write(withImports(program, byAddress('@oakserver/oak', 'oak_sessions'))),
		[Symbol.asyncDispose]: () => rm(path, { recursive: true }),
	};
}

/** What each address of the document leads to. The two clients are the stand-ins for them. */
function byAddress(oak: string, sessions: string): Readonly<Record<string, string>> {
	return {
		'https://deno.land/x/oak/mod.ts': oak,
		'https://deno.land/x/sessions/mod.ts': sessions,
		'https://deno.land/x/oak_sessions/mod.ts': sessions,
		'https://deno.land/x/sqlite@v2.4.0/mod.ts': join(root, 'test/stand-ins/deno-sqlite.ts'),
		'https://deno.land/x/redis@v0.22.2/mod.ts': join(support, 'redis-on-free-port.ts'),
	};
}

function withImports(program: string, modules: Readonly<Record<string, string>>): string {
	return program.replaceAll(/^import (.*) from (["'])(.*)\2/gm, (_, names, quote, address) => {
		const module = modules[address];
		if (module === undefined) throw new Error(`The document imports ${address}, which leads nowhere here.`);
		return `import ${names} from ${quote}${module}${quote}`;
	});
}
