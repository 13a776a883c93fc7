import { type ClassType, classType } from './class-type.ts';

/** Date, Map, Set, URL and RegExp. */
export const standardTypes: readonly ClassType[] = [
	classType({
		name: 'Date',
		bare: true,
		encode: (date: Date) => (Number.isNaN(date.getTime()) ? null : date.getTime()),
		decode: (time) => new Date(time ?? Number.NaN),
	}),
	classType({
		name: 'Map',
		bare: true,
		encode: (map: Map<unknown, unknown>) => [...Map.prototype.entries.call(map)],
		decode: (entries) => new Map(entries),
	}),
	classType({
		name: 'Set',
		bare: true,
		encode: (set: Set<unknown>) => [...Set.prototype.values.call(set)],
		decode: (values) => new Set(values),
	}),
	classType({
		name: 'URL',
		bare: true,
		encode: (url: URL) => url.href,
		decode: (href) => new URL(href),
	}),
	classType({
		name: 'RegExp',
		bare: true,
		encode: ({ source, flags, lastIndex }: RegExp) => [source, flags, lastIndex] as const,
		decode: ([source, flags, lastIndex]) => Object.assign(new RegExp(source, flags), { lastIndex }),
	}),
];
