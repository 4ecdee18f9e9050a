import { type TierSecret, tierSecrets } from '../../../domain/external-secrets.ts';
import type { Tier } from '../../../domain/tier.ts';
import { contextsOf } from '../clusters.ts';
import { lineOfTier } from '../lines.ts';
import type { DoctorRule, Lack, Wanted } from '../rule.ts';

/** A Secret that a service reads is made by people, or of values that they keep; whether it is there is asked, and never what it holds. */
export const serviceSecrets: DoctorRule = {
  id: 'service-secrets',
  checks: (wanted) =>
    wanted.delivery.tiers.flatMap((tier) =>
      contextsOf(wanted, tier).flatMap((context) =>
        tierSecrets(wanted.delivery, tier).map((secret) => ({
          lines: ['no-hard-coded-secrets', lineOfTier(tier)],
          about: `the Secret ${secret.name} of ${tier.name}`,
          question: {
            ...{ program: 'kubectl' as const, context, kind: 'Secret' },
            ...{ name: secret.name, namespace: tier.namespace },
          },
          judge: (value: unknown) =>
            value !== undefined
              ? []
              : [
                  wanted.delivery.secretsFrom === undefined
                    ? notMade(secret, tier, context)
                    : notWritten(secret, tier, context, wanted),
                ],
        })),
      ),
    ),
};

const notThere = ({ name }: TierSecret, { namespace }: Tier, context: string): string =>
  `There is no Secret ${name} in the namespace ${namespace} of ${context}, which pods read: they would not start.`;

const notMade = (secret: TierSecret, tier: Tier, context: string): Lack => ({
  sentence: notThere(secret, tier, context),
  command: `kubectl --context=${context} --namespace=${tier.namespace} create secret generic ${secret.name}${secret.keys
    .map(({ key }) => ` --from-file=${key}=FILE`)
    .join('')}`,
});

/** The operator writes nothing before every key has a value. */
const notWritten = (secret: TierSecret, tier: Tier, context: string, { gcp: { project } }: Wanted): Lack => ({
  sentence: `${notThere(secret, tier, context)} External Secrets Operator writes it once each of its keys has a value in Secret Manager.`,
  command: secret.keys
    .map(({ id }) => `gcloud secrets versions add ${id} --project=${project.id} --data-file=FILE`)
    .join(' && '),
});
