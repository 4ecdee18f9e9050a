import { isRecord } from './shape/shape.ts';

/** What holds in every tier, where records are by tier. No tier is called so. */
export const ALL = 'all';

/** Values by the name of the tier that they are for; what `all` says holds in every tier. */
export type PerTier<T> = Readonly<Record<string, T>>;

/** One value, and where it holds. */
export interface TierPart<T> {
  /** The name of a tier, or `all`. */
  readonly scope: string;
  /** What stands behind the field in its path: nothing where one value is said for all. */
  readonly below: string;
  readonly value: T;
}

/** The values of a field that says one for all tiers, or one for each.
 *  @param isOne whether it is the former */
export const tierParts = <T extends object>(
  given: T | PerTier<T>,
  isOne: (given: T | PerTier<T>) => given is T,
): readonly TierPart<T>[] =>
  isOne(given)
    ? [{ scope: ALL, below: '', value: given }]
    : Object.entries(given).map(([scope, value]) => ({ scope, below: `.${scope}`, value }));

/** Whether two values are ever beside each other. */
export const overlap = (one: string, other: string): boolean => one === other || one === ALL || other === ALL;

/** Whether each value of a record is one itself: it has a value for each tier then, and says none for all. */
export const hasRecords = (given: object): boolean => {
  const values: readonly unknown[] = Object.values(given);
  return values.length > 0 && values.every(isRecord);
};
