import type { StoreCall } from '../../contract/store.ts';
import type { RedisConnection } from './connection.ts';
import { isErrorReply, unreadableMark } from './faults.ts';
import { headerLength, timeLength, timeText } from './value.ts';

/**
 * A script on one key, which Redis runs in one step. It is called by its hash, and sent whole when Redis has
 * forgotten it.
 */
export class RedisScript {
	readonly #text: string;
	#hash: string | null = null;

	constructor(text: string) {
		this.#text = text;
	}

	/** Runs the script, with the time of the call as its first argument, and answers its text. */
	async run(
		connection: RedisConnection,
		key: string,
		{ now, signal }: StoreCall,
		...args: readonly (string | number)[]
	): Promise<string> {
		const rest = ['1', key, timeText(now), ...args.map(String)];
		this.#hash ??= await sha1(this.#text);
		try {
			return String(await connection.send(['EVALSHA', this.#hash, ...rest], signal));
		} catch (error) {
			if (!isErrorReply(error, 'NOSCRIPT')) throw error;
			return String(await connection.send(['EVAL', this.#text, ...rest], signal));
		}
	}
}

/** What Redis calls a script. */
async function sha1(text: string): Promise<string> {
	const hash = new Uint8Array(await crypto.subtle.digest('SHA-1', new TextEncoder().encode(text)));
	return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const time = `(${'%d'.repeat(timeLength)})`;

/**
 * What stands under the key: every script on a record begins with it. `ARGV[1]` is the time of the call. All times
 * have as many digits, so they compare as text.
 */
const whatStands = `
local header = redis.call('GETRANGE', KEYS[1], 0, ${headerLength - 1})
local expires, indexed, version, subject = string.match(header, '^sojourn1%.${time}%.${time}%.([1-9]%d*)%.([%w_-]*)%.')
local unreadable = not expires and redis.call('EXISTS', KEYS[1]) == 1
local stands = expires and expires > ARGV[1]
`;

const readableOnly = `
if unreadable then return redis.error_reply('${unreadableMark}') end
`;

/** Ends a script where there is no record, or another version than `ARGV[2]`, if that names one. */
const thatVersionOnly = `
${readableOnly}
if not stands then return 'missing' end
if ARGV[2] ~= '' and version ~= ARGV[2] then return redis.call('GET', KEYS[1]) end
`;

/** ARGV: now, value, milliseconds to live. */
export const createScript: RedisScript = recordScript(`
${readableOnly}
if stands then return 'taken' end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return 'done'
`);

/**
 * ARGV: now, version, milliseconds to live, expiresAt, indexedUntil, subject, the rest of the value. Where the record leaves
 * its subject, answers whose index the key is in, and until when.
 */
export const replaceScript: RedisScript = recordScript(`
${thatVersionOnly}
local left = ''
if subject ~= ARGV[6] then left = indexed .. '.' .. subject end
if subject ~= ARGV[6] or ARGV[5] > indexed then indexed = ARGV[5] end
if ARGV[6] ~= '' and ARGV[4] > indexed then return 'unindexed.' .. ARGV[6] end
redis.call('SET', KEYS[1], 'sojourn1.' .. ARGV[4] .. '.' .. indexed .. '.' .. ARGV[7], 'PX', ARGV[3])
return 'done.' .. left
`);

/** ARGV: now, version, milliseconds to live, expiresAt, indexedUntil, the subject whose index that is. */
export const touchScript: RedisScript = recordScript(`
${thatVersionOnly}
if ARGV[4] <= expires then return 'done' end
if subject == ARGV[6] and ARGV[5] > indexed then indexed = ARGV[5] end
if subject ~= '' and ARGV[4] > indexed then return 'unindexed.' .. subject end
redis.call('SETRANGE', KEYS[1], 9, ARGV[4] .. '.' .. indexed)
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 'done'
`);

/** ARGV: now, version or nothing. What cannot be read can be deleted all the same. Answers whose index the key is in, and until when. */
export const deleteScript: RedisScript = recordScript(`
if not unreadable or ARGV[2] ~= '' then
${thatVersionOnly}
end
redis.call('DEL', KEYS[1])
return 'done.' .. (indexed or '') .. '.' .. (subject or '')
`);

/** On a subject's index. ARGV: now, the time until which the key is in it, the key, the slack of the index's life. */
export const indexScript: RedisScript = new RedisScript(
	`
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[1])
redis.call('ZADD', KEYS[1], 'GT', ARGV[2], ARGV[3])
local latest = redis.call('ZRANGE', KEYS[1], -1, -1, 'WITHSCORES')[2]
redis.call('PEXPIRE', KEYS[1], tonumber(latest) - tonumber(ARGV[1]) + tonumber(ARGV[4]))
return 'done'
`,
);

/** On a subject's index. ARGV: now, the time until which the key was to be in it, the key: a record made anew under it stays. */
export const unindexScript: RedisScript = new RedisScript(
	`
local time = redis.call('ZSCORE', KEYS[1], ARGV[3])
if time and tonumber(time) == tonumber(ARGV[2]) then redis.call('ZREM', KEYS[1], ARGV[3]) end
return 'done'
`,
);

function recordScript(text: string): RedisScript {
	return new RedisScript(whatStands + text);
}
