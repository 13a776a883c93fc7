import { resolve } from 'node:path';
import { CommandFailure, readCommand } from '../command.ts';

/** Checks a package and writes its declarations, a file for each source. Answers the files. */
export async function writeDeclarations(folder: string): Promise<string[]> {
	const { code, output } = await readCommand('tsc', ['-p', folder, '--listEmittedFiles', '--pretty', 'false']);
	const lines = output.split('\n');
	if (code !== 0) {
		console.error(lines.filter((line) => !line.startsWith('TSFILE: ')).join('\n'));
		throw new CommandFailure(`${folder} does not compile.`);
	}
	return lines.filter((line) => line.startsWith('TSFILE: ')).map((line) => resolve(line.slice(8).trim()));
}
