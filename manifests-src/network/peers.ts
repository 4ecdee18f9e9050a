import type { NetworkPolicyPeer, NetworkPolicyPort } from 'kubernetes-types/networking/v1.d.ts';
import type { Service } from '../../domain/service.ts';

/** All pods of one namespace. */
export const inNamespace = (name: string): NetworkPolicyPeer => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
});

export const outside = (cidr: string): NetworkPolicyPeer => ({ ipBlock: { cidr } });

export const tcp = (...ports: readonly number[]): NetworkPolicyPort[] =>
  ports.map((port) => ({ port, protocol: 'TCP' as const }));

/** Others than those that are reached have none. */
export const mainPort = (service: Service): NetworkPolicyPort[] => (service.kind === 'web' ? tcp(service.port) : []);
