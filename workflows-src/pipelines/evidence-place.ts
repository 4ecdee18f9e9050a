import { assertNever } from '../../domain/brand.ts';
import type { Delivery } from '../../domain/delivery.ts';
import { namespacePlace, signedPlace } from '../../domain/evidence/place.ts';
import { evidenceWorkflows } from '../../domain/evidence/tier-workflows.ts';
import { evidenceHome } from '../../domain/evidence-home.ts';
import type { Lot } from '../../domain/lot.ts';
import { evidenceRepository, registryHost, registryRepository } from '../../domain/registry.ts';
import type { Service } from '../../domain/service.ts';
import type { Tier } from '../../domain/tier.ts';
import { variableValue } from '../language/contexts.ts';
import type { Expression } from '../language/expression.ts';
import { format } from '../language/operator.ts';

/** Where a tier says what it has proven, as actions take it: only its own identity writes there. */
export const evidencePlace = (
  delivery: Delivery,
  { name, namespace }: Pick<Tier, 'name' | 'namespace'>,
): string | Expression<string, 'vars'> => {
  const home = evidenceHome(delivery);
  const repository = `${registryHost(delivery.registry)}/{0}/${evidenceRepository(name)}`;
  const project = variableValue(delivery.registry.project);
  switch (home) {
    case 'cluster':
      return namespacePlace(namespace);
    case 'registry':
      return format(repository, project);
    case 'signed':
      // A delivery without a repository is refused.
      return format(signedPlace(delivery.repository?.ownerId ?? '', repository), project);
    default:
      return assertNever(home);
  }
};

/** Which workflow files say what a tier has proven of the services of a lot, one a line. */
export const workflowLines = (delivery: Delivery, tier: Tier, { number }: Pick<Lot, 'number'>): string =>
  evidenceWorkflows(delivery, tier, number)
    .map(({ file, ref }) => `${file}@${ref}`)
    .join('\n');

/** Where builds leave the releases that a tier takes. */
export const releasesPlace = (
  { registry }: Delivery,
  { trust }: Tier,
  { image }: Pick<Service, 'image'>,
): Expression<string, 'vars'> =>
  format(
    `${registryHost(registry)}/{0}/${registryRepository(registry, trust)}/${image}`,
    variableValue(registry.project),
  );
