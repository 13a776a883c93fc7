import { fileStore } from '../../../src/file.ts';
import type { StoreSubject } from '../../../src/testing/store.ts';
import { temporaryDirectory } from './temporary-directory.ts';

/** The store on a folder of its own, by two instances as two processes have them. */
export function fileSubject(): StoreSubject {
	return {
		name: 'file',
		open() {
			const directory = temporaryDirectory();
			return {
				first: fileStore(directory.path),
				second: fileStore(directory.path),
				dispose: () => directory.remove(),
			};
		},
	};
}
