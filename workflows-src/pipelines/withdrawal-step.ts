import { withdrawal } from '../../actions/withdrawal/contract.ts';
import type { Service } from '../../domain/service.ts';
import type { Tier } from '../../domain/tier.ts';
import type { UsesStep } from '../language/step.ts';
import { evidencePlace, releasesPlace } from './evidence-place.ts';
import type { Material } from './material.ts';

/** Looks what runs before a rollback; what was left by it is withdrawn when the job ends. */
export const withdrawalStep = ({ delivery, own }: Material, tier: Tier, service: Service): UsesStep =>
  own(withdrawal, {
    name: 'Look what runs',
    with: {
      service: service.name,
      tier: tier.name,
      namespace: tier.namespace,
      releases: releasesPlace(delivery, tier, service),
      evidence: evidencePlace(delivery, tier),
    },
  });
