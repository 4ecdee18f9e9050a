import { baseUrlName } from '../../domain/base-url-name.ts';
import type { Delivery } from '../../domain/delivery.ts';
import { hostOf } from '../../domain/edge/routes.ts';
import type { Service, WebService } from '../../domain/service.ts';
import type { Tier } from '../../domain/tier.ts';
import { variable } from '../../domain/variable.ts';
import { variableValue } from '../language/contexts.ts';
import { orElse } from '../language/operator.ts';

/** Where people reach a service of a tier: where its routes lead. Without any, the first service of a delivery that anybody reaches is at the
 *  tier's host and every other one below it. */
export function baseUrl({ services }: Delivery, tier: Tier, { name, routes }: WebService): string {
  if (routes !== undefined) return `https://${hostOf(routes, tier)}`;
  const first = services.find(({ kind }) => kind === 'web');
  return first?.name === name ? `https://${tier.host}` : `https://${name}.${tier.host}`;
}

/** Where checks reach it that have no other address than the variable says. */
export const toldUrl = (service: WebService) => variableValue(variable(baseUrlName(service)));

/** Where people reach it as the job runs: the variable of the environment, where it is set. `undefined` for what nobody reaches. */
export const reachedUrl = (delivery: Delivery, tier: Tier, service: Service) =>
  service.kind === 'web' ? urlAsItRuns(delivery, tier, service) : undefined;

/** The same of what people reach. */
export const urlAsItRuns = (delivery: Delivery, tier: Tier, service: WebService) =>
  orElse(toldUrl(service), baseUrl(delivery, tier, service));
