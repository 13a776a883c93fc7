/** A record as the memory store holds it. */
export class Entry {
	readonly key: string;
	/** A buffer of the data's own: it takes a hundred bytes less than an array over one. */
	data: ArrayBufferLike;
	version: number;
	subject: string | null;
	/** A later entry has a higher number. */
	readonly number: number;
	/** Where the entry is in the expiry queue. */
	position = 0;

	constructor(key: string, number: number, data: ArrayBufferLike, version: number, subject: string | null) {
		this.key = key;
		this.number = number;
		this.data = data;
		this.version = version;
		this.subject = subject;
	}
}
