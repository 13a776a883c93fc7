import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileStore } from '../../packages/sojourn/src/file.ts';
import { temporaryDirectory } from '../../packages/sojourn/test/stores/support/temporary-directory.ts';
import { type Place, type PlaceKind, testRecords } from './support/records.ts';

interface FilePlace extends Place {
	/** The directory of a key's generations. */
	directoryOf(key: string): string;
	/** The file with the newest generation of a key. */
	newestOf(key: string): string;
	take(key: string): Buffer;
	put(key: string, bytes: Uint8Array): void;
}

function open(): FilePlace {
	const directory = temporaryDirectory();
	const directoryOf = (key: string): string => join(directory.path, 'sojourn', 'records', key.slice(0, 2), key);
	const newestOf = (key: string): string => {
		const numbers = readdirSync(directoryOf(key)).map(Number);
		return join(directoryOf(key), String(Math.max(...numbers)));
	};
	return {
		store: fileStore(directory.path),
		directoryOf,
		newestOf,
		take: (key) => readFileSync(newestOf(key)),
		put(key, bytes) {
			rmSync(directoryOf(key), { recursive: true });
			mkdirSync(directoryOf(key), { recursive: true });
			writeFileSync(join(directoryOf(key), '1'), bytes);
		},
		dispose: () => directory.remove(),
	};
}

/** Puts another first line in a record's file, and the digest that goes with it. */
function withLine(place: FilePlace, key: string, line: (parts: string[]) => string[]): void {
	const bytes = place.take(key);
	const end = bytes.indexOf('\n');
	const text = line(bytes.toString('latin1', 0, end).split(' ')).join(' ');
	const body = Buffer.concat([Buffer.from(text, 'latin1'), bytes.subarray(end, -32)]);
	place.put(key, Buffer.concat([body, createHash('sha256').update(body).digest()]));
}

/** Puts another word in the first line: 2 is `record`, 3 the version, 4 the expiry, 5 the subject, 6 its mark. */
const withWord = (index: number, word: string) => (place: FilePlace, key: string) =>
	withLine(place, key, (parts) => parts.with(index, word));

const kind: PlaceKind<FilePlace> = {
	name: 'files',
	open,
	tampering: {
		'a directory instead of the file': (place, key) => {
			const path = place.newestOf(key);
			rmSync(path, { recursive: true });
			mkdirSync(path);
			writeFileSync(join(path, 'note'), 'of somebody else');
		},
		'a file instead of the directory': (place, key) => {
			rmSync(place.directoryOf(key), { recursive: true });
			writeFileSync(place.directoryOf(key), 'of somebody else');
		},
		'a link to nothing': (place, key) => {
			const path = place.newestOf(key);
			rmSync(path, { recursive: true });
			symlinkSync('nothing', path);
		},
		'a link to itself': (place, key) => {
			const path = place.newestOf(key);
			rmSync(path, { recursive: true });
			symlinkSync(path, path);
		},
		'a directory that is a link to itself': (place, key) => {
			rmSync(place.directoryOf(key), { recursive: true });
			symlinkSync(place.directoryOf(key), place.directoryOf(key));
		},
		'files that are no generations beside it': (place, key) => {
			for (const name of ['note', '0', '01', '1e3', '-1', '2.tmp', 'draft-', '9'.repeat(16)])
				writeFileSync(join(place.directoryOf(key), name), 'of somebody else');
			place.put(key, Buffer.from('of somebody else'));
		},
		'a version that is no number': withWord(3, 'one'),
		'a version that is no whole number': withWord(3, '1.5'),
		'a version below all': withWord(3, '-1'),
		'a version beyond all': withWord(3, '9'.repeat(20)),
		'an expiry that is no number': withWord(4, 'tomorrow'),
		'an expiry beyond all': withWord(4, '9'.repeat(20)),
		'an expiry in the past': withWord(4, '1'),
		'a kind that is none': withWord(2, 'secret'),
		'a subject that is a path': withWord(5, '../../..'),
		'a mark that is a path': withWord(6, '../../../format'),
		'too few words': (place, key) => withLine(place, key, (parts) => parts.slice(0, 4)),
		'a format of a newer version': withWord(1, '2'),
	},
};

testRecords(test, kind, { data: 60, bytes: 200 });
