import { nameIn } from './name-in-tier.ts';
import type { Tier } from './tier.ts';

const word = (service: string): string => service.toUpperCase().replaceAll('-', '_');

/** Where Kubernetes tells containers the host of a Service, and its port.
 *  @see https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables */
export const hostVariable = (service: string): string => `${word(service)}_SERVICE_HOST`;
export const portVariable = (service: string): string => `${word(service)}_SERVICE_PORT`;

/** As the host of a URL, or before a port. */
const HOSTS = /(?:\/\/|@)([a-z0-9][-a-z0-9.]*)(?=[:/?#]|$)|(?:^|[\s,])([a-z0-9][-a-z0-9.]*)(?=:\d)/g;

/** Whether a text leads to the Service of that name in the namespace of a tier, which is called otherwise there. */
export const leadsToOldName = (text: string, service: string, tier: Pick<Tier, 'namePrefix' | 'namespace'>): boolean =>
  nameIn(tier, service) !== service &&
  [...text.matchAll(HOSTS)]
    .map(([, inUrl, beforePort]) => inUrl ?? beforePort ?? '')
    .some((host) => host === service || `${host}.`.startsWith(`${service}.${tier.namespace}.`));
