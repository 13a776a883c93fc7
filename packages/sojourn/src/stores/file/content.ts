import type { StoreRecord } from '../../contract/store.ts';

/** What a generation of a key holds. */
export interface Content extends StoreRecord {
	/** The record was deleted; what is left keeps late writers from bringing it back. Nothing else is of meaning then. */
	readonly deleted: boolean;
	/** Names its entry in the index of subjects, or null when it has no subject. */
	readonly mark: string | null;
}

const digestLength = 32;

/** What stands for a record that was deleted. */
export const deletedContent: Content = {
	deleted: true,
	version: 0,
	expiresAt: 0,
	subject: null,
	mark: null,
	data: new Uint8Array(0),
};

/** Subject and mark become parts of paths: nothing else may stand there. */
const firstLine = /^sojourn 1 record ([1-9]\d{0,14}) (-?\d{1,16}) (?:([\w-]{1,64}) ([0-9a-f-]{36})| )$/;

/**
 * The length of a file that says that a record was deleted. It is a hole, one zero byte that takes no room, so that
 * sessions can be ended and removed on a disk that is full. Neither a record nor what a crash leaves of one is as long.
 */
export const deletedLength = 1;

/**
 * The bytes of the file of a record: a line of text with the format, the version, the expiry, the subject and its mark;
 * the data; and the SHA-256 of both, so that a damaged file is noticed, also one of a disk that lied.
 */
export function encodeContent({ version, expiresAt, subject, mark, data }: Content): Uint8Array {
	const line = `sojourn 1 record ${version} ${expiresAt} ${subject ?? ''} ${mark ?? ''}\n`;
	const body = Buffer.concat([Buffer.from(line, 'latin1'), data]);
	return Buffer.concat([body, digestOf(body)]);
}

/** What the file holds, or null when it is not one of ours, or not whole. */
export function decodeContent(bytes: Buffer): Content | null {
	if (bytes.length === deletedLength && bytes[0] === 0) return deletedContent;
	const body = bytes.subarray(0, Math.max(0, bytes.length - digestLength));
	if (!digestOf(body).equals(bytes.subarray(body.length))) return null;
	const end = body.indexOf('\n');
	const [line, version, expiresAt, subject, mark] = firstLine.exec(body.toString('latin1', 0, end)) ?? [];
	if (line === undefined) return null;
	return {
		deleted: false,
		version: Number(version),
		expiresAt: Number(expiresAt),
		subject: subject ?? null,
		mark: mark ?? null,
		data: new Uint8Array(body.subarray(end + 1)),
	};
}

function digestOf(bytes: Uint8Array): Buffer {
	return process.getBuiltinModule('node:crypto').createHash('sha256').update(bytes).digest();
}
