// The store contract as it looks to those who write a store of their own.

import { expectTypeOf } from 'expect-type';
import type { ConditionalResult, MaybePromise, ScanPage, Store, StoreCall, StoreRecord, SubjectEntry } from 'sojourn';
import { memoryStore } from 'sojourn/memory';

// Every call may be answered at once or later, and no answer is `any`.
expectTypeOf<Store['read']>().returns.toEqualTypeOf<MaybePromise<StoreRecord | null>>();
expectTypeOf<Store['create']>().returns.toEqualTypeOf<MaybePromise<boolean>>();
expectTypeOf<Store['replace']>().returns.toEqualTypeOf<MaybePromise<ConditionalResult>>();
expectTypeOf<Store['touch']>().returns.toEqualTypeOf<MaybePromise<boolean>>();
expectTypeOf<Store['delete']>().returns.toEqualTypeOf<MaybePromise<ConditionalResult>>();
expectTypeOf<Store['findBySubject']>().returns.toEqualTypeOf<MaybePromise<readonly SubjectEntry[]>>();
expectTypeOf<Store['purge']>().returns.toEqualTypeOf<MaybePromise<number>>();
expectTypeOf<Store['count']>().returns.toEqualTypeOf<MaybePromise<number>>();
expectTypeOf<Store['scan']>().returns.toEqualTypeOf<MaybePromise<ScanPage>>();
expectTypeOf<Store['close']>().returns.toEqualTypeOf<MaybePromise<void>>();

// What a conditional change answers is told apart without a cast.
expectTypeOf<Exclude<ConditionalResult, 'done' | 'missing'>>().toEqualTypeOf<StoreRecord>();

// A record is complete, and is not changed once it is made.
expectTypeOf<StoreRecord>().toEqualTypeOf<{
	readonly data: Uint8Array;
	readonly version: number;
	readonly expiresAt: number;
	readonly subject: string | null;
}>();
expectTypeOf<Omit<StoreRecord, 'subject'>>().not.toExtend<StoreRecord>();

// Every method of the contract is required, whatever the store declares.
expectTypeOf<Omit<Store, 'purge'>>().not.toExtend<Store>();
expectTypeOf<Omit<Store, 'close'>>().not.toExtend<Store>();

// The time and the signal come with every call.
expectTypeOf<Store['read']>().parameters.toEqualTypeOf<[key: string, call: StoreCall]>();
expectTypeOf<StoreCall>().toEqualTypeOf<{ readonly now: number; readonly signal: AbortSignal }>();

// A store needs no options.
expectTypeOf(memoryStore).toBeCallableWith();
expectTypeOf(memoryStore).returns.toExtend<Store>();
