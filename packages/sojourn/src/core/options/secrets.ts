import { SojournError } from '../../contract/errors.ts';
import { environmentVariable, isProduction, warnOnce } from '../environment.ts';

/** Characters: 32 of them from a generator hold at least 128 bits, whatever the alphabet (OWASP Session Management, "Session ID Entropy"). */
const strongLength = 32;

const howToMakeOne =
	"Make one with: node -e \"console.log(require('node:crypto').randomBytes(32).toString('base64url'))\"";

/** A secret, several of them newest first, or false for none. */
type SecretOption = string | readonly string[] | false | undefined;

/**
 * The secrets to use, newest first; an empty list where `secret: false` was written.
 *
 * @param option the option `secret`; left out, `SOJOURN_SECRET` and the lines of `SOJOURN_SECRET_PREVIOUS` are used
 * @throws SojournError `SOJOURN_SECRET_MISSING` where there is none, `SOJOURN_SECRET_WEAK` for a short one in production
 */
export function resolveSecrets(option: SecretOption): readonly string[] {
	if (option === false) return [];
	const secrets = option === undefined ? secretsFromEnvironment() : typeof option === 'string' ? [option] : option;
	if (!Array.isArray(secrets) || !secrets.every((secret) => typeof secret === 'string')) {
		throw new TypeError(
			'The option secret must be a string, a list of strings (newest first), or false. Write secret: process.env.SOJOURN_SECRET.',
		);
	}
	if (secrets.length === 0) {
		throw new SojournError(
			'SOJOURN_SECRET_MISSING',
			`There is no secret. Set the environment variable SOJOURN_SECRET, or pass the option secret. ${howToMakeOne}`,
		);
	}
	for (const secret of secrets) refuseWeak(secret);
	return secrets;
}

function secretsFromEnvironment(): string[] {
	// A file that is read into a variable ends with a line break, which no line of the previous secrets can have.
	const newest = environmentVariable('SOJOURN_SECRET')?.replace(/\r?\n$/, '') ?? '';
	if (newest.trim() === '') return [];
	const previous = environmentVariable('SOJOURN_SECRET_PREVIOUS') ?? '';
	return [newest, ...previous.split(/\r?\n/).filter((line) => line.trim() !== '')];
}

function refuseWeak(secret: string): void {
	if (secret.trim() === '') {
		throw new SojournError(
			'SOJOURN_SECRET_WEAK',
			`The option secret holds an empty secret, which protects nothing. ${howToMakeOne}`,
		);
	}
	if (secret.length >= strongLength) return;
	const complaint = `A secret is shorter than ${strongLength} characters, so it can be guessed.`;
	if (isProduction()) throw new SojournError('SOJOURN_SECRET_WEAK', `${complaint} ${howToMakeOne}`);
	warnOnce(
		'SOJOURN_SECRET_WEAK',
		`${complaint} It works in development and is refused with NODE_ENV=production. ${howToMakeOne}`,
	);
}
