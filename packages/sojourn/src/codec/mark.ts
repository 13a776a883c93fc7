/**
 * Begins the text of a value that JSON alone does not hold, and in such a text the first element of an array that stands
 * for a value of another type: `~["~Date",0]`. JSON text never begins with it.
 */
export const mark = '~';
