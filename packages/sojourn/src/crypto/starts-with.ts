/** Whether others stand in these bytes from one of them on. Takes a time that tells where they differ: for what is no secret. */
export function startsWith(bytes: Uint8Array, others: Uint8Array, start = 0): boolean {
	for (let index = 0; index < others.length; index += 1) {
		if (bytes[start + index] !== others[index]) return false;
	}
	return true;
}
