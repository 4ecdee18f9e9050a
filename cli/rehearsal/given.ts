/** Options that were given, by name, each with its values; a boolean one has none. */
export type Given = ReadonlyMap<string, readonly string[]>;

/** The value of an option that can be given once. */
export const one = (given: Given, name: string): string | undefined => given.get(name)?.[0];

/** What is wrong with the arguments: one sentence for people. */
export class Refusal extends Error {}
