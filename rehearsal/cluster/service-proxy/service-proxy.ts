import { resource, SERVICES, type Service, sameResource } from '../controllers/resource.ts';
import { keyOf } from '../controllers/work-queue.ts';
import type { ServiceAddress, ServiceDirectory } from '../kubelet/service-directory.ts';
import type { ObjectStore } from '../object-store.ts';
import { type Entrance, type LocalPort, readyPorts } from './endpoints.ts';
import { type Forwarder, listenAndForward } from './forwarder.ts';

/** Makes Services reachable on this machine: one local port for each port of each Service. Its directory tells containers those
 *  ports in place of the cluster's addresses. */
export interface ServiceProxy extends ServiceDirectory {
  /** Listens for every Service that is there or comes. */
  start(): void;
  /** The base address of a Service's port, as `http://127.0.0.1:40123`; the first port unless named.
   *  @throws when there is no such Service or port. */
  url(namespace: string, service: string, portName?: string): Promise<string>;
  /** Local ports of the ready endpoints of a Service's port, as they are now; none while there is no such Service.
   *  @param entrance its port `http` unless said otherwise */
  targets(namespace: string, service: string, entrance?: Entrance): readonly number[];
  close(): Promise<void>;
}

export const createServiceProxy = (store: ObjectStore, localPort: LocalPort): ServiceProxy => {
  const services = resource<Service>(store, SERVICES);
  const opening = new Map<string, Promise<Forwarder>>();
  const open = new Map<string, Forwarder>();
  let unsubscribe = (): void => {};
  let closed = false;

  const idOf = (namespace: string, service: string, portName: string): string => `${namespace}/${service}:${portName}`;
  const targets = (namespace: string, service: string, entrance: Entrance = { port: 'http' }): readonly number[] =>
    readyPorts(store, localPort, { namespace, service, entrance });
  const ensure = (namespace: string, service: string, portName: string): Promise<Forwarder> => {
    const id = idOf(namespace, service, portName);
    const known = opening.get(id);
    if (known !== undefined) return known;
    const subject = `Service ${service} in namespace ${namespace}`;
    const made = listenAndForward(() => targets(namespace, service, { port: portName }), subject).then(async (one) => {
      if (closed || !opening.has(id)) await one.close();
      else open.set(id, one);
      return one;
    });
    opening.set(id, made);
    return made;
  };
  const release = (service: Service): void => {
    for (const id of [...opening.keys()].filter((one) => one.startsWith(`${keyOf(service)}:`))) {
      opening.delete(id);
      void open.get(id)?.close();
      open.delete(id);
    }
  };
  const ensureAll = (service: Service): void => {
    const { namespace = '', name } = service.metadata;
    for (const port of portsOf(service)) {
      // Without a free port the Service stays unreachable; whoever asks for its address is told the reason.
      ensure(namespace, name, port.name ?? '').catch(() => {});
    }
  };
  return {
    start() {
      unsubscribe = store.subscribe(({ type, key, object }) => {
        if (!sameResource(key, SERVICES)) return;
        const service = services.get(object.metadata.namespace ?? '', object.metadata.name);
        if (service !== undefined) ensureAll(service);
        else if (type === 'DELETED') release(object as unknown as Service);
      });
      for (const service of services.list()) ensureAll(service);
    },
    async url(namespace, service, portName) {
      const found = services.get(namespace, service);
      const port =
        found === undefined ? undefined : portsOf(found).find(({ name = '' }) => name === (portName ?? name));
      if (port === undefined) {
        const known = services.list({ namespace }).map(({ metadata }) => metadata.name);
        throw new Error(
          `There is no Service ${service}${portName === undefined ? '' : ` with a port "${portName}"`} in namespace ${namespace}; its Services are: ${known.join(', ') || 'none'}.`,
        );
      }
      const { port: local } = await ensure(namespace, service, port.name ?? '');
      return `http://127.0.0.1:${local}`;
    },
    targets,
    addresses: (namespace) =>
      services.list({ namespace }).flatMap((service): readonly ServiceAddress[] => {
        const ports = portsOf(service).flatMap(({ name = '', protocol = 'TCP' }) => {
          const one = open.get(idOf(namespace, service.metadata.name, name));
          return one === undefined ? [] : [{ name, port: one.port, protocol }];
        });
        return ports.length === 0 ? [] : [{ name: service.metadata.name, host: '127.0.0.1', ports }];
      }),
    async close() {
      closed = true;
      unsubscribe();
      await Promise.allSettled(opening.values());
      await Promise.all([...open.values()].map((one) => one.close()));
      open.clear();
      opening.clear();
    },
  };
};

const portsOf = ({ spec }: Service): NonNullable<Service['spec']['ports']> =>
  (spec.ports ?? []).filter(({ protocol = 'TCP' }) => protocol === 'TCP');
