/** One published answer of AES-256-GCM, as hex digits. */
export interface GcmVector {
	readonly name: string;
	readonly key: string;
	readonly nonce: string;
	readonly additionalData: string;
	/** Null where the answer is that it must not open. */
	readonly plaintext: string | null;
	readonly ciphertext: string;
	readonly tag: string;
}

const longPlaintext =
	'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72' +
	'1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255';
const longCiphertext =
	'522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa' +
	'8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015ad';
const longKey = 'feffe9928665731c6d6a8f9467308308'.repeat(2);
const longNonce = 'cafebabefacedbaddecaf888';
const digitsOf60Bytes = 120;

/**
 * From the specification of GCM submitted to NIST (McGrew and Viega, The Galois/Counter Mode of Operation,
 * appendix B, AES-256 with nonces of 96 bits), and from the GCM test vectors of NIST's Cryptographic
 * Algorithm Validation Program (gcmEncryptExtIV256.rsp and gcmDecrypt256.rsp).
 */
export const nistGcmVectors: readonly GcmVector[] = [
	{
		name: 'test case 13 of the specification: nothing at all',
		key: '00'.repeat(32),
		nonce: '00'.repeat(12),
		additionalData: '',
		plaintext: '',
		ciphertext: '',
		tag: '530f8afbc74536b9a963b4f1c4cb738b',
	},
	{
		name: 'test case 14 of the specification: one block',
		key: '00'.repeat(32),
		nonce: '00'.repeat(12),
		additionalData: '',
		plaintext: '00'.repeat(16),
		ciphertext: 'cea7403d4d606b6e074ec5d3baf39d18',
		tag: 'd0d1c8a799996bf0265b98b5d48ab919',
	},
	{
		name: 'test case 15 of the specification: four blocks',
		key: longKey,
		nonce: longNonce,
		additionalData: '',
		plaintext: longPlaintext,
		ciphertext: longCiphertext,
		tag: 'b094dac5d93471bdec1a502270e3cc6c',
	},
	{
		name: 'test case 16 of the specification: a part of a block, and additional data',
		key: longKey,
		nonce: longNonce,
		additionalData: 'feedfacedeadbeeffeedfacedeadbeefabaddad2',
		plaintext: longPlaintext.slice(0, digitsOf60Bytes),
		ciphertext: longCiphertext.slice(0, digitsOf60Bytes),
		tag: '76fc6ece0f4e1768cddf8853bb2d551b',
	},
	{
		name: 'gcmEncryptExtIV256: 16 bytes',
		key: '31bdadd96698c204aa9ce1448ea94ae1fb4a9a0b3c9d773b51bb1822666b8f22',
		nonce: '0d18e06c7c725ac9e362e1ce',
		additionalData: '',
		plaintext: '2db5168e932556f8089a0622981d017d',
		ciphertext: 'fa4362189661d163fcd6a56d8bf0405a',
		tag: 'd636ac1bbedd5cc3ee727dc2ab4a9489',
	},
	{
		name: 'gcmEncryptExtIV256: 16 bytes and 16 of additional data',
		key: '92e11dcdaa866f5ce790fd24501f92509aacf4cb8b1339d50c9c1240935dd08b',
		nonce: 'ac93a1a6145299bde902f21a',
		additionalData: '1e0889016f67601c8ebea4943bc23ad6',
		plaintext: '2d71bcfa914e4ac045b2aa60955fad24',
		ciphertext: '8995ae2e6df3dbf96fac7b7137bae67f',
		tag: 'eca5aa77d51d4a0a14d9c51e1da474ab',
	},
	{
		name: 'gcmEncryptExtIV256: 13 bytes',
		key: '82c4f12eeec3b2d3d157b0f992d292b237478d2cecc1d5f161389b97f999057a',
		nonce: '7b40b20f5f397177990ef2d1',
		additionalData: '',
		plaintext: '982a296ee1cd7086afad976945',
		ciphertext: 'ec8e05a0471d6b43a59ca5335f',
		tag: '113ddeafc62373cac2f5951bb9165249',
	},
	{
		name: 'gcmDecrypt256: no bytes',
		key: 'f5a2b27c74355872eb3ef6c5feafaa740e6ae990d9d48c3bd9bb8235e589f010',
		nonce: '58d2240f580a31c1d24948e9',
		additionalData: '',
		plaintext: '',
		ciphertext: '',
		tag: '15e051a5e4a5f5da6cea92e2ebee5bac',
	},
	{
		name: 'gcmDecrypt256: no bytes under a wrong tag',
		key: 'e5a8123f2e2e007d4e379ba114a2fb66e6613f57c72d4e4f024964053028a831',
		nonce: '51e43385bf533e168427e1ad',
		additionalData: '',
		plaintext: null,
		ciphertext: '',
		tag: '38fe845c66e66bdd884c2aecafd280e6',
	},
	{
		name: 'gcmDecrypt256: 16 bytes',
		key: '4c8ebfe1444ec1b2d503c6986659af2c94fafe945f72c1e8486a5acfedb8a0f8',
		nonce: '473360e0ad24889959858995',
		additionalData: '',
		plaintext: '7789b41cb3ee548814ca0b388c10b343',
		ciphertext: 'd2c78110ac7e8f107c0df0570bd7c90c',
		tag: 'c26a379b6d98ef2852ead8ce83a833a7',
	},
];
