import { OciRegistry } from '../../adapters/registry/oci-registry.ts';
import { configHere } from '../config/config-here.ts';
import type { Standing } from '../config/find-config.ts';
import type { Answer } from './answer.ts';
import { differenceAnswer } from './difference-answer.ts';
import { named } from './named.ts';
import type { RolloutCommand } from './options.ts';
import { reachCluster } from './reached-cluster.ts';
import { tierDifference } from './tier-difference.ts';

type DiffCommand = Extract<RolloutCommand, { readonly kind: 'diff' }>;

/** Says what a rollout to a tier would change. Writes nothing. @throws a sentence where that cannot be told */
export async function diffTier(
  { common, config, tier: name, release, service }: DiffCommand,
  standing: Standing,
  say: (line: string) => void,
): Promise<Answer> {
  const { delivery, root } = await configHere(config, standing);
  const tier = named(delivery.tiers, name, 'tier');
  const services = service === undefined ? delivery.services : [named(delivery.services, service, 'service')];
  const reached = await reachCluster({ ...common, namespace: tier.namespace }, say, () => true);
  try {
    const registry = new OciRegistry();
    return differenceAnswer(
      await tierDifference({ delivery, root, tier, services, release }, { ...reached, registry }),
    );
  } finally {
    reached.cluster.close();
  }
}
