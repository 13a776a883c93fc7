/** How a cookie is written (RFC 6265bis, section 4.1.2), as a caller gives it. */
export interface CookieOptions {
	readonly name?: string;
	readonly prefix?: boolean;
	readonly secure?: boolean;
	readonly httpOnly?: boolean;
	readonly sameSite?: 'lax' | 'strict' | 'none';
	readonly path?: string;
	readonly domain?: string;
	readonly partitioned?: boolean;
	readonly priority?: 'low' | 'medium' | 'high';
}

/** How a cookie is written, checked and complete. */
export interface CookieSettings {
	/** With its prefix. */
	readonly name: string;
	readonly secure: boolean;
	readonly httpOnly: boolean;
	readonly sameSite: 'lax' | 'strict' | 'none';
	readonly path: string;
	readonly domain: string | null;
	readonly partitioned: boolean;
	readonly priority: 'low' | 'medium' | 'high' | null;
}

/** Octets: a longer attribute value is ignored by browsers (RFC 6265bis, section 5.6). */
const longestAttributeValue = 1024;
/** Octets: with it and the longest attributes, more than a third of a line is left for the value. */
const longestName = 256;
/** `cookie-name` is a token (RFC 6265bis, section 4.1.1; RFC 9110, section 5.6.2). */
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** `path-value`: no control character, no semicolon (RFC 6265bis, section 4.1.1). */
const pathValue = /^\/[\u0020-\u003A\u003C-\u007E]*$/;
/** Labels of letters, digits and hyphens (RFC 1034, section 3.5; RFC 1123, section 2.1). */
const domainValue = /^\.?[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/i;
const known = ['name', 'prefix', 'secure', 'httpOnly', 'sameSite', 'path', 'domain', 'partitioned', 'priority'];

/**
 * Checks how a cookie is to be written, so that nothing can be smuggled into the header (CVE-2024-47764), and no
 * browser drops the cookie for its attributes.
 *
 * @throws TypeError that names the option and says what to write instead
 */
export function checkCookieOptions(options: CookieOptions): CookieSettings {
	for (const option of Object.keys(options)) {
		if (!known.includes(option))
			throw new TypeError(`There is no option cookie.${option}. The options are: ${known.join(', ')}.`);
	}
	const { name = 'session', path = '/', domain = null, sameSite = 'lax', priority = null } = options;
	const secure = flag('secure', options.secure, true);
	const partitioned = flag('partitioned', options.partitioned, false);
	if (typeof name !== 'string' || !token.test(name) || name.length > longestName) {
		throw new TypeError(
			`The option cookie.name must be a name of at most ${longestName} letters, digits, - and _, such as 'session'.`,
		);
	}
	if (typeof path !== 'string' || !pathValue.test(path) || path.length > longestAttributeValue) {
		throw new TypeError(
			"The option cookie.path must be a path that begins with /, such as '/', without semicolons or control characters.",
		);
	}
	if (
		domain !== null &&
		(typeof domain !== 'string' || !domainValue.test(domain) || domain.length > longestAttributeValue)
	) {
		throw new TypeError(
			"The option cookie.domain must be a domain, such as 'example.com'. Leave it out for the answering host alone.",
		);
	}
	oneOf('sameSite', sameSite, ['lax', 'strict', 'none']);
	if (priority !== null) oneOf('priority', priority, ['low', 'medium', 'high']);
	if (sameSite === 'none' && !secure) {
		throw new TypeError(
			"The option cookie.sameSite 'none' needs cookie.secure: true: browsers drop the cookie otherwise.",
		);
	}
	if (partitioned && !secure) {
		throw new TypeError('The option cookie.partitioned needs cookie.secure: true: browsers drop the cookie otherwise.');
	}
	return {
		name: prefixed(name, { secure, path, domain, wanted: flag('prefix', options.prefix, true) }),
		secure,
		httpOnly: flag('httpOnly', options.httpOnly, true),
		sameSite,
		path,
		domain,
		partitioned,
		priority,
	};
}

/** Browsers hold a cookie to what its name promises (RFC 6265bis, section 4.1.3), and compare without case. */
function prefixed(
	name: string,
	cookie: { readonly secure: boolean; readonly path: string; readonly domain: string | null; readonly wanted: boolean },
): string {
	const lower = name.toLowerCase();
	const mayBeHost = cookie.secure && cookie.path === '/' && cookie.domain === null;
	if (lower.startsWith('__host-')) {
		if (mayBeHost) return name;
		throw new TypeError(
			"The option cookie.name begins with __Host-, which needs cookie.secure: true, cookie.path '/' and no cookie.domain.",
		);
	}
	if (lower.startsWith('__secure-')) {
		if (cookie.secure) return name;
		throw new TypeError('The option cookie.name begins with __Secure-, which needs cookie.secure: true.');
	}
	if (!cookie.wanted || !cookie.secure) return name;
	return mayBeHost ? `__Host-${name}` : `__Secure-${name}`;
}

function flag(option: string, value: unknown, fallback: boolean): boolean {
	if (value === undefined) return fallback;
	if (typeof value === 'boolean') return value;
	throw new TypeError(`The option cookie.${option} must be true or false.`);
}

function oneOf(option: string, value: unknown, allowed: readonly string[]): void {
	if (typeof value === 'string' && allowed.includes(value)) return;
	throw new TypeError(`The option cookie.${option} must be one of: ${allowed.map((one) => `'${one}'`).join(', ')}.`);
}
