import { beforeExpiry, type Fault, fault, pause, standing } from '../fault.ts';

const refusedOrAnswered =
	'a call that was given up before it was made is refused without effect, or answered with its effect';

const refusedOrTrue = 'a question that was given up before it was asked is refused, or answered as it is';

export const parallelFaults: readonly Fault[] = [
	fault(
		'looks whether a key is free, and then writes',
		[
			'of 50 creates of one key at once exactly one succeeds, and its record stands',
			'of 50 creates over an expired record at once exactly one succeeds',
		],
		(right) => ({
			async create(key, record, call) {
				if ((await right.read(key, call)) !== null) return false;
				await pause();
				await right.delete(key, null, beforeExpiry);
				return right.create(key, record, call);
			},
		}),
	),
	fault(
		'looks at the version, and then writes',
		[
			'of 50 replaces of one version at once exactly one is done, and the others answer its record',
			'of 30 writers who add to one record at once none is lost',
			'of a replace and a delete of one version at once only one is done',
		],
		(right) => ({
			async replace(key, record, version, call) {
				const held = await right.read(key, call);
				if (held === null) return 'missing';
				if (held.version !== version) return held;
				await pause();
				const current = await right.read(key, call);
				if (current !== null) await right.replace(key, record, current.version, call);
				return 'done';
			},
		}),
	),
	fault(
		'answers what stood before it came too late',
		['of 50 replaces of one version at once exactly one is done, and the others answer its record'],
		(right) => ({
			async replace(key, record, version, call) {
				const before = await right.read(key, call);
				await pause();
				const result = await right.replace(key, record, version, call);
				return result === 'done' ? result : (before ?? 'missing');
			},
		}),
	),
	fault(
		'looks whether a record is there, and then deletes',
		['of 50 deletes at once exactly one is done'],
		(right) => ({
			async delete(key, version, call) {
				const held = await right.read(key, call);
				if (held === null) return 'missing';
				if (version !== null && held.version !== version) return held;
				await pause();
				await right.delete(key, null, call);
				return 'done';
			},
		}),
	),
	fault(
		'writes back what was deleted',
		[
			'a record never comes back after a delete of whatever stood there, whoever was still writing',
			'a record never comes back after a delete of the version that stood there, whoever was still writing',
		],
		(right) => ({
			async replace(key, record, version, call) {
				const held = await right.read(key, call);
				if (held === null) return 'missing';
				await pause();
				const result = await right.replace(key, record, version, call);
				if (result === 'missing') await right.create(key, record, call);
				return result === 'missing' ? 'done' : result;
			},
		}),
	),
	fault('touches by what it read before', ['of 50 touches at once the latest expiry stands'], (right) => ({
		async touch(key, expiresAt, version, call) {
			const held = await right.read(key, call);
			if (held === null || held.version !== version) return false;
			await pause();
			if (expiresAt <= held.expiresAt) return true;
			await right.replace(key, { ...held, expiresAt }, version, call);
			return true;
		},
	})),
	fault('touches by writing the whole record back', ['a touch at the same time undoes no replace'], (right) => ({
		async touch(key, expiresAt, version, call) {
			const held = await right.read(key, call);
			if (held === null || held.version !== version) return false;
			await pause();
			const current = await right.read(key, call);
			if (current === null) return false;
			await right.replace(key, { ...held, expiresAt: Math.max(expiresAt, held.expiresAt) }, current.version, call);
			return true;
		},
	})),
	fault('runs later what it refused', [refusedOrAnswered], (right) => ({
		async replace(key, record, version, call) {
			if (!call.signal.aborted) return right.replace(key, record, version, call);
			setTimeout(() => right.replace(key, record, version, call), 10);
			throw call.signal.reason;
		},
	})),
	fault('asks its database whether or not anybody still waits', [refusedOrAnswered], (right) => ({
		async create(key, record, call) {
			return right.create(key, { ...record, data: record.data.slice() }, call);
		},
	})),
	fault('says that nothing stands when it is given up', [refusedOrTrue], (right) => ({
		read: (key, call) => (call.signal.aborted ? null : right.read(key, call)),
	})),
	fault('says that a subject has no sessions when it is given up', [refusedOrTrue], (right) => ({
		findBySubject: (subject, limit, call) => (call.signal.aborted ? [] : right.findBySubject(subject, limit, call)),
	})),
	fault('answers a change that it did not make', [refusedOrAnswered], (right) => ({
		create: (key, record, call) => call.signal.aborted || right.create(key, record, call),
	})),
	fault('is of no use after a call was given up', ['a call that was given up harms no later call'], (right) => {
		let broken = false;
		return {
			read(key, call) {
				broken ||= call.signal.aborted;
				if (broken) throw new Error('The connection is closed.');
				return standing(right, key);
			},
		};
	}),
];
