import type { SubjectEntry } from '../contract/store.ts';

/**
 * What an entry of the index leads to: a record of the subject; a record that is no longer the subject's; or nothing.
 */
export type Finding = SubjectEntry | 'left' | 'nothing';

/** After so many listings a subject whose sessions move all the time has been looked for long enough. */
const mostListings = 100;

/** An entry that leads to nothing so often has been left behind, and is not about to get its record. */
const mostLooks = 2;

/**
 * Finds the records of a subject where its index is listed first, and each record looked at afterwards.
 *
 * Meanwhile a session can move on from one record to another: it enters the new one in the index, creates it, and then
 * lets the old one leave the subject. So whoever misses a session this way finds a record that has left, and lists
 * again.
 *
 * Answers them in the order of the listing, whichever is looked at first.
 *
 * @param list the entries that the index has now
 * @param look what one of these entries leads to
 * @param limit how many records are looked for
 * @param together how many entries are looked at at once
 */
export async function searchSubject(
	list: () => Promise<readonly string[]>,
	look: (entry: string) => Promise<Finding>,
	limit: number,
	together: number,
): Promise<readonly SubjectEntry[]> {
	const found: SubjectEntry[] = [];
	const looks = new Map<string, number>();
	let hasLeft = true;
	for (let listing = 0; hasLeft && found.length < limit && listing < mostListings; listing += 1) {
		hasLeft = false;
		const entries = (await list()).filter((entry) => (looks.get(entry) ?? 0) < mostLooks);
		for (let start = 0; start < entries.length && found.length < limit; ) {
			const lookAt = async (entry: string): Promise<Finding> => {
				const finding = await look(entry);
				looks.set(entry, finding === 'nothing' ? (looks.get(entry) ?? 0) + 1 : mostLooks);
				return finding;
			};
			const batch = entries.slice(start, start + Math.min(together, limit - found.length));
			start += batch.length;
			for (const finding of await Promise.all(batch.map(lookAt))) {
				if (finding === 'left') hasLeft = true;
				else if (finding !== 'nothing') found.push(finding);
			}
		}
	}
	return found;
}
