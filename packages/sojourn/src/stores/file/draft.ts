import { type FileHandle, link, open, unlink } from 'node:fs/promises';
import { type Content, deletedLength, encodeContent } from './content.ts';
import { privateFile } from './directories.ts';
import { failedWith, unlessFailedWith } from './failures.ts';

/** A generation that is being written, under a name of its own. */
export class Draft {
	/** Unlike that of any other draft. */
	readonly id: string;
	readonly #directory: string;
	readonly #file: FileHandle;

	private constructor(id: string, directory: string, file: FileHandle) {
		this.id = id;
		this.#directory = directory;
		this.#file = file;
	}

	/** Makes an empty draft, or answers null where the directory is missing, or something else. */
	static async make(directory: string): Promise<Draft | null> {
		const id = crypto.randomUUID();
		const file = await unlessFailedWith(['ENOENT', 'ENOTDIR', 'ELOOP'], open(pathOf(directory, id), 'wx', privateFile));
		return file === undefined ? null : new Draft(id, directory, file);
	}

	/** Whether a file name is that of a draft. */
	static isName(name: string): boolean {
		return /^draft-[0-9a-f-]{36}$/.test(name);
	}

	/** Writes the whole of it, on the disk when this is done. */
	async write(content: Content): Promise<void> {
		if (content.deleted) await this.#file.truncate(deletedLength);
		else await this.#file.writeFile(encodeContent(content));
		await this.#file.sync();
	}

	/** Gives it the name of a generation. Answers false when the name is taken, or when others have removed the draft. */
	async publish(number: number): Promise<boolean> {
		try {
			await link(pathOf(this.#directory, this.id), `${this.#directory}/${number}`);
			return true;
		} catch (error) {
			if (failedWith(error, 'EEXIST', 'ENOENT')) return false;
			throw error;
		}
	}

	/** Ends the draft. What was published stays. */
	async discard(): Promise<void> {
		try {
			await this.#file.close();
		} finally {
			await unlessFailedWith(['ENOENT'], unlink(pathOf(this.#directory, this.id)));
		}
	}
}

function pathOf(directory: string, id: string): string {
	return `${directory}/draft-${id}`;
}
