import type { Delivery } from '../../../domain/delivery.ts';
import { podPolicy } from './pod-policy.ts';

const request = (resource: string, value: string): string =>
  `JSONPatch{op: "add", path: "/spec/containers/0/resources/requests/${resource}", value: "${value}"}`;

/** Lets all tiers run on one small node: their pods ask the scheduler for next to nothing, whatever their templates say. Limits stay.
 *  Production-like requests of three tiers are more than this machine has, and its kubelet tells nothing about its disks. */
export const smallNodePolicy = (delivery: Delivery): readonly object[] =>
  podPolicy(delivery, {
    name: 'rehearsal-on-a-small-node',
    condition: { name: 'asks-for-something', expression: 'has(object.spec.containers[0].resources.requests)' },
    patch: [request('cpu', '10m'), request('ephemeral-storage', '0')],
  });
