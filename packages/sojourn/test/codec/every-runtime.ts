// Stores one value of every kind on whatever runtime this file is started with, reads it back and prints the texts.
import { createSerializer } from '../../src/codec/serializer.ts';
import { assertSame } from './support/same.ts';
import { samples } from './support/samples.ts';

const serializer = createSerializer();
const texts = samples.map((value) => serializer.stringify(value));
for (const [index, text] of texts.entries()) assertSame(serializer.parse(text), samples[index]);
console.log(JSON.stringify(texts));
