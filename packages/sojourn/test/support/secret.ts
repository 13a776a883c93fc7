/** A secret that is long enough to be one. */
export const secret = 'a secret for tests, long enough to be one';
