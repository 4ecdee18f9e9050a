import type { Delivery } from '../../domain/delivery.ts';
import type { Expected } from '../../domain/expected.ts';
import { type ArtifactRegistry, registryHost } from '../../domain/registry.ts';
import type { Service } from '../../domain/service.ts';
import type { Tier } from '../../domain/tier.ts';
import { variableValue } from '../language/contexts.ts';
import type { Expression } from '../language/expression.ts';
import { format } from '../language/operator.ts';
import { type Template, template } from '../language/template.ts';
import { releasesPlace } from './evidence-place.ts';

/** Which bytes a step that writes to a tier may be handed, as the delivery says it. */
export const expectedInputs = (delivery: Delivery, tier: Tier, service: Pick<Service, 'name' | 'image'>) =>
  ({
    service: service.name,
    tier: tier.name,
    repository: releasesPlace(delivery, tier, service),
  }) as const satisfies Record<keyof Expected, string | Expression<string, 'vars'>>;

/** The same for a step that is handed bytes of several services: one line each. */
export const expectedPlaces = (delivery: Delivery, tier: Tier, services: readonly Service[]): Template<'vars'> =>
  template(
    services.flatMap((service, index) => [
      `${index === 0 ? '' : '\n'}${service.name} `,
      releasesPlace(delivery, tier, service),
    ]),
  );

/** Where a service's images and releases lie: `<location>-docker.pkg.dev/<project>/<repository>/<image>`, in a repository that is known
 *  when the workflow runs. */
export const imageRepository = (
  registry: ArtifactRegistry,
  { image }: Pick<Service, 'image'>,
  repository: Expression<string, 'inputs'>,
): Expression<string, 'vars' | 'inputs'> =>
  format<'vars' | 'inputs'>(`${registryHost(registry)}/{0}/{1}/${image}`, variableValue(registry.project), repository);
