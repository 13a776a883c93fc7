/** How objects of a standard class are stored. */
export interface ClassType {
	/** The name of the class, and of the type in what is stored. */
	readonly name: string;
	/** Its objects have no properties of their own: one that was added would be lost, and is refused. */
	readonly bare?: true;
	readonly encode: (value: never) => unknown;
	readonly decode: (encoded: never) => unknown;
}

/** A {@link ClassType} whose two directions are checked against each other. */
export function classType<Value, Encoded>(type: {
	readonly name: string;
	readonly bare?: true;
	readonly encode: (value: Value) => Encoded;
	readonly decode: (encoded: Encoded) => Value;
}): ClassType {
	return type;
}
