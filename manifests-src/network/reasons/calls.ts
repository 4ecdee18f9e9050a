import type { NetworkPolicyEgressRule, NetworkPolicyIngressRule } from 'kubernetes-types/networking/v1.d.ts';
import type { Service } from '../../../domain/service.ts';
import { selectorLabels } from '../../object.ts';
import { mainPort } from '../peers.ts';

const podsOf = ({ name }: Service) => ({ podSelector: { matchLabels: selectorLabels(name) } });

/** Services that say that they call this one. */
export const fromCallers = (service: Service, services: readonly Service[]): readonly NetworkPolicyIngressRule[] =>
  services
    .filter(({ calls }) => calls.includes(service.name))
    .map((caller) => ({ from: [podsOf(caller)], ports: mainPort(service) }));

/** Services that this one says it calls. */
export const toCalled = ({ calls }: Service, services: readonly Service[]): readonly NetworkPolicyEgressRule[] =>
  services
    .filter(({ name }) => calls.includes(name))
    .map((called) => ({ to: [podsOf(called)], ports: mainPort(called) }));
