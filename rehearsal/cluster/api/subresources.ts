import { groupVersion, qualifiedResource } from '../storage/resource-type.ts';
import { noSuchResource, notSimulated } from '../storage/status-errors.ts';
import type { ApiRequest } from './api-request.ts';

/** Subresources that a real server has and the rehearsal has not; any other exists nowhere. */
const NOT_SIMULATED: Readonly<Record<string, readonly string[]>> = {
  Namespace: ['finalize'],
  Node: ['proxy'],
  Pod: ['attach', 'binding', 'ephemeralcontainers', 'eviction', 'exec', 'log', 'portforward', 'proxy', 'resize'],
  Service: ['proxy'],
};

/** What people know them by, and what to do instead. Commands would run in this machine's file system and not in the image's: what
 *  they found there would be said of the container. */
const EXPLAINED: Readonly<Record<string, readonly [what: string, next: string]>> = {
  attach: [
    'kubectl attach: a container here is a process of this machine, without an input or a terminal',
    'Its output is in kubectl logs --follow; for more use a real cluster (npm run cluster).',
  ],
  ephemeralcontainers: [
    'kubectl debug: containers here are processes of this machine, and share nothing with each other',
    'Use kubectl logs, kubectl describe and kubectl port-forward, or a real cluster (npm run cluster).',
  ],
  exec: [
    'kubectl exec, nor kubectl cp, which runs tar by it: a container here is a process of this machine, and a command beside it would see this machine and not the image',
    'Ask the process by its port (kubectl port-forward, or its Service), read kubectl logs, or use a real cluster (npm run cluster).',
  ],
  portforward: [
    'kubectl port-forward of a kubectl before 1.31 (or with KUBECTL_PORT_FORWARD_WEBSOCKETS=false)',
    'Use a newer kubectl, or ask the Service of the pod.',
  ],
};

/** @throws {StatusError} 501 for a subresource that is not simulated, 404 for one that exists nowhere */
export const assertSubresource = ({ method, type, subresource, headers }: ApiRequest): void => {
  const known =
    subresource === undefined ||
    (subresource === 'status' && type.hasStatus) ||
    (subresource === 'scale' && type.hasScale) ||
    (subresource === 'log' && type.kind === 'Pod' && method === 'GET') ||
    (subresource === 'portforward' && type.kind === 'Pod' && headers['upgrade']?.toLowerCase() === 'websocket') ||
    (subresource === 'token' && type.kind === 'ServiceAccount' && method === 'POST');
  if (known) return;
  if (NOT_SIMULATED[type.kind]?.includes(subresource) !== true) throw noSuchResource();
  const explained = type.kind === 'Pod' ? EXPLAINED[subresource] : undefined;
  const [what, next] = explained ?? [
    `${method} of the subresource ${qualifiedResource(type)}/${subresource} (${groupVersion(type)} ${type.kind})`,
    'Use a real cluster for it (npm run cluster).',
  ];
  throw notSimulated(what, next);
};
