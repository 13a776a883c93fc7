/** Whether these bytes begin with others. Takes a time that tells where they differ: for what is no secret. */
export function startsWith(bytes: Uint8Array, start: Uint8Array): boolean {
	for (let index = 0; index < start.length; index++) {
		if (bytes[index] !== start[index]) return false;
	}
	return true;
}
