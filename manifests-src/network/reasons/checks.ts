import type { NetworkPolicyEgressRule, NetworkPolicyIngressRule } from 'kubernetes-types/networking/v1.d.ts';
import type { Service } from '../../../domain/service.ts';
import type { Tier } from '../../../domain/tier.ts';
import { checksOf } from '../../../domain/tier-checks.ts';
import { selectorLabels } from '../../object.ts';
import { mainPort } from '../peers.ts';

const podsOf = (name: string) => ({ podSelector: { matchLabels: selectorLabels(name) } });

/** Checks that run inside a tier call each service of it that anybody reaches. */
export function fromChecks(service: Service, tier: Tier): readonly NetworkPolicyIngressRule[] {
  const checks = checksOf(tier);
  return checks === undefined || service.kind !== 'web'
    ? []
    : [{ from: [podsOf(checks.name)], ports: mainPort(service) }];
}

/** The same, from the side of the checks. */
export const toChecked = (services: readonly Service[]): readonly NetworkPolicyEgressRule[] =>
  services
    .filter(({ kind }) => kind === 'web')
    .map((service) => ({ to: [podsOf(service.name)], ports: mainPort(service) }));
