/**
 * A kind of value of your own, and how it is stored: as something that can be stored.
 *
 * ```ts
 * const money: CustomType<Money, number> = {
 *   name: 'Money',
 *   is: (value) => value instanceof Money,
 *   encode: (money) => money.cents,
 *   decode: (cents) => new Money(cents),
 * };
 * ```
 */
export interface CustomType<Value, Encoded = unknown> {
	/** Names the type in what is stored, so it must stay the same: letters, digits, `_`, `.` and `-`. */
	readonly name: string;
	/**
	 * Whether a value is of this type. Asked for every object of a class, before the types that are always known, and for
	 * what cannot be stored otherwise: functions, symbols, undefined.
	 */
	readonly is: (value: unknown) => value is Value;
	/** What is stored for it; may hold values of any type that can be stored. */
	readonly encode: (value: Value) => Encoded;
	/** The value again. What it throws, reading the value throws. */
	readonly decode: (encoded: Encoded) => Value;
}

/** A {@link CustomType} of whatever value, as a list holds them. */
export interface KnownType {
	/** Names the type in what is stored. */
	readonly name: string;
	/** Whether a value is of this type. */
	readonly is: (value: unknown) => boolean;
	/** What is stored for it. */
	readonly encode: (value: never) => unknown;
	/** The value again. */
	readonly decode: (encoded: never) => unknown;
}
