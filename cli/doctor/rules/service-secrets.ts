import { secretsOf } from '../../../domain/environment.ts';
import { contextsOf } from '../clusters.ts';
import { lineOfTier } from '../lines.ts';
import type { DoctorRule } from '../rule.ts';

/** A Secret that a service reads is made by people; whether it is there is asked, and never what it holds. */
export const serviceSecrets: DoctorRule = {
  id: 'service-secrets',
  checks: (wanted) =>
    wanted.delivery.tiers.flatMap((tier) => {
      const keys = wanted.delivery.services.flatMap(({ secrets }) => secretsOf(secrets, tier.name));
      return contextsOf(wanted, tier).flatMap((context) =>
        [...new Set(keys.map(({ secret }) => secret))].map((name) => ({
          lines: ['no-hard-coded-secrets', lineOfTier(tier)],
          about: `the Secret ${name} of ${tier.name}`,
          question: { program: 'kubectl' as const, context, kind: 'Secret', name, namespace: tier.namespace },
          judge: (value: unknown) =>
            value !== undefined
              ? []
              : [
                  {
                    sentence: `There is no Secret ${name} in the namespace ${tier.namespace} of ${context}, which pods read: they would not start.`,
                    command: `kubectl --context=${context} --namespace=${tier.namespace} create secret generic ${name}${keys
                      .filter(({ secret }) => secret === name)
                      .map(({ key }) => ` --from-file=${key}=FILE`)
                      .join('')}`,
                  },
                ],
        })),
      );
    }),
};
