import { ALL, hasRecords, type PerTier, type TierPart, tierParts } from './per-tier.ts';

/** Variables with their values, which everybody may read. */
export type Variables = Readonly<Record<string, string>>;

/** An environment variable whose value an administrator keeps in a Secret of the tier's namespace. */
export interface SecretVariable {
  readonly variable: string;
  readonly secret: string;
  readonly key: string;
}

/** What a process is told: the same in every tier, or `all` and what a tier says besides or instead. */
export type Environment = Variables | PerTier<Variables>;
export type Secrets = readonly SecretVariable[] | PerTier<readonly SecretVariable[]>;

const isVariables = (given: Environment): given is Variables => !hasRecords(given);
const isList = (given: Secrets): given is readonly SecretVariable[] => Array.isArray(given);

export const environmentParts = (environment: Environment): readonly TierPart<Variables>[] =>
  tierParts<Variables>(environment, isVariables);

export const secretParts = (secrets: Secrets): readonly TierPart<readonly SecretVariable[]>[] =>
  tierParts<readonly SecretVariable[]>(secrets, isList);

/** What a process is told in one tier alone, or in `all`. */
export const environmentIn = (environment: Environment, scope: string): Variables =>
  Object.assign({}, ...environmentParts(environment).flatMap((part) => (part.scope === scope ? [part.value] : [])));

export const secretsIn = (secrets: Secrets, scope: string): readonly SecretVariable[] =>
  secretParts(secrets).flatMap((part) => (part.scope === scope ? part.value : []));

/** All that a tier's processes read from Secrets. */
export const secretsOf = (secrets: Secrets, tier: string): readonly SecretVariable[] => {
  const own = secretsIn(secrets, tier);
  return [
    ...secretsIn(secrets, ALL).filter(({ variable }) => own.every((other) => other.variable !== variable)),
    ...own,
  ];
};
