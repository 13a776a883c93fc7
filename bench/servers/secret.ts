/** The secret of every server here. It protects nothing: the sessions are made up. */
export const secret = 'a secret of the benchmark, which protects nothing at all';
