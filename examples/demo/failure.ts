/** The demo cannot start, and the message says all there is to say: why, and the way out. */
export class DemoFailure extends Error {
	override readonly name = 'DemoFailure';
}
