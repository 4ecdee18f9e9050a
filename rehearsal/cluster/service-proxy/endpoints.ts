import { ENDPOINT_SLICES, type EndpointSlice, resource } from '../controllers/resource.ts';
import type { ObjectStore } from '../object-store.ts';

/** Finds where a port of a pod is reached on this machine. */
export type LocalPort = (podUid: string, port: number) => number | undefined;

/** Where a Service is reached: by one of its own ports, or by a port of its pods that it does not know. */
export type Entrance = { readonly port: string } | { readonly containerPort: number };

/** The local ports of the ready endpoints of a Service, as its EndpointSlices are now. */
export const readyPorts = (
  store: ObjectStore,
  localPort: LocalPort,
  {
    namespace,
    service,
    entrance,
  }: { readonly namespace: string; readonly service: string; readonly entrance: Entrance },
): readonly number[] =>
  resource<EndpointSlice>(store, ENDPOINT_SLICES)
    .list({ namespace, labels: { 'kubernetes.io/service-name': service } })
    .flatMap(({ endpoints, ports }) => {
      const port =
        'containerPort' in entrance
          ? entrance.containerPort
          : ports?.find(({ name = '' }) => name === entrance.port)?.port;
      if (port === undefined) return [];
      return (endpoints ?? [])
        .filter(({ conditions }) => conditions?.ready === true)
        .flatMap(({ targetRef }) => localPort(targetRef?.uid ?? '', port) ?? []);
    });
