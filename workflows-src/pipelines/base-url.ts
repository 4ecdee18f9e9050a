import type { Delivery } from '../../domain/delivery.ts';
import type { Service } from '../../domain/service.ts';
import type { Tier } from '../../domain/tier.ts';
import { idOf } from '../language/reference.ts';

/** Where people reach a service of a tier: the first service of a delivery at the tier's host, every other one below it. */
export const baseUrl = ({ services }: Delivery, { host }: Tier, service: Service): string =>
  services[0]?.name === service.name ? `https://${host}` : `https://${service.name}.${host}`;

/** The variable that overrides it, and under which checks read it: `AI_AGENT_API_URL`. */
export const baseUrlVariable = ({ name }: Service): string => `${idOf(name).toUpperCase().replaceAll('-', '_')}_URL`;
