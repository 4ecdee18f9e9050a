import type { Delivery } from './delivery.ts';
import { secretsOf } from './environment.ts';
import { seconds } from './given-seconds.ts';
import type { Seconds } from './seconds.ts';
import type { Tier } from './tier.ts';
import { checksOf } from './tier-checks.ts';

/** Where the Secrets come from that services name: External Secrets Operator writes them, from Google Secret Manager. */
export interface ExternalSecrets {
  readonly kind: 'external-secrets';
  /** How often Secret Manager is asked for a newer value. Pods read a value when they start, whenever it changes. */
  readonly refresh: Seconds;
}

export const externalSecrets = (given: Partial<Omit<ExternalSecrets, 'kind'>> = {}): ExternalSecrets => ({
  kind: 'external-secrets',
  refresh: seconds(3600),
  ...given,
});

/** Each asking is a call for each key, and Secret Manager counts them. */
export const SHORTEST_REFRESH = 60;

/** The account as which the operator reads a tier's secrets, and no pod runs. */
export const SECRET_READER = 'secret-reader';

/** A Secret of a tier's namespace that services read. */
export interface TierSecret {
  readonly name: string;
  readonly keys: readonly SecretKey[];
}

/** One of its keys, and the secret of Secret Manager that has the value: one each, so that a value is read and renewed alone. */
export interface SecretKey {
  readonly key: string;
  readonly id: string;
}

/** Each Secret that services, or checks inside it, name in a tier once, and each key of it, in the order in which they are named. */
export function tierSecrets({ services }: Pick<Delivery, 'services'>, tier: Tier): readonly TierSecret[] {
  const found = new Map<string, Set<string>>();
  const read = [
    ...services.flatMap(({ secrets }) => secretsOf(secrets, tier.name)),
    ...(checksOf(tier)?.secrets ?? []),
  ];
  for (const { secret, key } of read) found.set(secret, (found.get(secret) ?? new Set()).add(key));
  return [...found].map(([name, keys]) => ({
    name,
    keys: [...keys].map((key) => ({ key, id: secretId(tier, name, key) })),
  }));
}

/** What Secret Manager calls it, which takes letters, digits, "-" and "_".
 *  @see https://docs.cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets/create */
const secretId = ({ namespace }: Tier, secret: string, key: string): string =>
  `${namespace}-${secret}-${key}`.replace(/[^A-Za-z0-9_-]/g, '_');

export const LONGEST_SECRET_ID = 255;
