/** What a block's error handler is given: what a handler threw stands in `details`. */
export class HttpException extends Error {
	readonly status: number;
	readonly details: unknown;

	constructor(status: number, message: string, details: unknown) {
		super(message);
		this.status = status;
		this.details = details;
	}
}
