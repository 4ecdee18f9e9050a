import type { ALL } from './per-tier.ts';

/** Marks the type of what names tiers; nothing of it is there when it runs. */
declare const TIERS: unique symbol;

/** Something that means tiers of these names. */
export interface NamesTiers<Names extends string> {
  readonly [TIERS]?: Names;
}

/** The names of tiers that the keys of a record by tier are. A record of texts, a list and what has a kind of its own are for all tiers; where the type
 *  does not say the names, there are none to compare, and the rules look at the data. */
export type TierNamesIn<T> = T extends readonly unknown[] | { readonly kind: string } | undefined
  ? never
  : { [K in keyof T]-?: T[K] extends string ? never : K & string }[keyof T] extends infer Names extends string
    ? string extends Names
      ? never
      : Exclude<Names, typeof ALL>
    : never;
