import type { Delivery } from '../../domain/delivery.ts';
import { hostOf } from '../../domain/edge/routes.ts';
import type { Service } from '../../domain/service.ts';
import type { Tier } from '../../domain/tier.ts';
import { variable } from '../../domain/variable.ts';
import { variableValue } from '../language/contexts.ts';
import { orElse } from '../language/operator.ts';
import { idOf } from '../language/reference.ts';

/** Where people reach a service of a tier: where its routes lead. Without any, the first service of a delivery is at the tier's host and every
 *  other one below it. */
export function baseUrl({ services }: Delivery, tier: Tier, { name, routes }: Service): string {
  if (routes !== undefined) return `https://${hostOf(routes, tier)}`;
  return services[0]?.name === name ? `https://${tier.host}` : `https://${name}.${tier.host}`;
}

/** The variable that overrides it, and under which checks read it: `AI_AGENT_API_URL`. */
export const baseUrlVariable = ({ name }: Service): string => `${idOf(name).toUpperCase().replaceAll('-', '_')}_URL`;

/** Where people reach it as the job runs: the variable of the environment, where it is set. */
export const reachedUrl = (delivery: Delivery, tier: Tier, service: Service) =>
  orElse(variableValue(variable(baseUrlVariable(service))), baseUrl(delivery, tier, service));
