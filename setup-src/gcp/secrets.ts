import { SECRET_READER, tierSecrets } from '../../domain/external-secrets.ts';
import { podPrincipalOf } from '../../domain/identity.ts';
import type { Place } from './identities.ts';

/** A secret of Secret Manager, which has the value of one key of one tier. What it holds is never known here. */
export interface CloudSecret {
  readonly id: string;
  readonly tier: string;
  /** Who reads it, and nothing beside it: as whom the operator asks for the tier's secrets. */
  readonly principal: string;
  /** On this secret alone. */
  readonly role: 'roles/secretmanager.secretAccessor';
}

export const cloudSecrets = ({ delivery, pool }: Place): readonly CloudSecret[] =>
  delivery.secretsFrom === undefined
    ? []
    : delivery.tiers.flatMap((tier) =>
        tierSecrets(delivery, tier).flatMap(({ keys }) =>
          keys.map(({ id }) => ({
            id,
            tier: tier.name,
            principal: podPrincipalOf(pool, tier, SECRET_READER),
            role: 'roles/secretmanager.secretAccessor' as const,
          })),
        ),
      );
