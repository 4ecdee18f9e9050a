import { branch } from '../../../domain/branch.ts';
import { type Delivery, delivery } from '../../../domain/delivery.ts';
import { python } from '../../../domain/runtime/words.ts';
import { type Service, service } from '../../../domain/service.ts';
import { approval, type Tier, team, tier } from '../../../domain/tier.ts';
import { e2e } from '../../../domain/verification.ts';
import { platform } from '../../fixtures/platform.ts';

/** What a delivery of a size has at its end: people who are asked, or nobody. */
export type End = 'approved' | 'unasked';

/** A delivery of so many services and tiers. The last two tiers are promoted into, the one before the last from a tier that takes builds
 *  directly, so every kind of job is there. */
export function sized(
  services: number,
  tiers: number,
  end: End = 'approved',
  change: Partial<Delivery> = {},
): Delivery {
  return delivery({
    ...platform,
    root: '',
    services: Array.from({ length: services }, (_, index) => numbered(index)),
    tiers: Array.from({ length: tiers }, (_, index) => tierAt(index, tiers, end)),
    ...change,
  });
}

export const numbered = (index: number): Service =>
  service({
    name: `service-${index + 1}`,
    path: `services/service-${index + 1}`,
    port: 8000,
    test: python({ requirements: 'requirements.txt', command: 'python -m pytest tests/' }),
  });

function tierAt(index: number, tiers: number, end: End): Tier {
  const last = index === tiers - 1;
  const promoted = index > 0 && index >= tiers - 2 && tiers > 3;
  return tier(`tier-${index + 1}`, {
    from: branch(`branch-${index + 1}`),
    ...(last || promoted ? { after: `tier-${index}` } : {}),
    ...(last ? {} : { verify: e2e({ command: 'python -m pytest .' }) }),
    ...(last && end === 'approved' ? { approval: approval({ by: [team('operators')] }) } : {}),
  });
}
