import { ENDPOINT_SLICES, type EndpointSlice, resource } from '../controllers/resource.ts';
import type { ObjectStore } from '../object-store.ts';

/** Finds where a port of a pod is reached on this machine. */
export type LocalPort = (podUid: string, port: number) => number | undefined;

/** The local ports of the ready endpoints of one port of a Service, as its EndpointSlices are now. */
export const readyPorts = (
  store: ObjectStore,
  localPort: LocalPort,
  namespace: string,
  service: string,
  portName: string,
): readonly number[] =>
  resource<EndpointSlice>(store, ENDPOINT_SLICES)
    .list({ namespace, labels: { 'kubernetes.io/service-name': service } })
    .flatMap(({ endpoints, ports }) => {
      const port = ports?.find(({ name = '' }) => name === portName)?.port;
      if (port === undefined) return [];
      return (endpoints ?? [])
        .filter(({ conditions }) => conditions?.ready === true)
        .flatMap(({ targetRef }) => localPort(targetRef?.uid ?? '', port) ?? []);
    });
