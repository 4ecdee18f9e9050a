import { PODS, type Pod, resource } from '../cluster/controllers/resource.ts';
import type { ObjectStore } from '../cluster/object-store.ts';
import type { LocalPort } from '../cluster/service-proxy/endpoints.ts';
import type { Collector } from './collection.ts';
import type { Target } from './scrape.ts';

/** The pods that a collector finds by their labels, at the port of that name: whoever runs is asked, ready or not. */
export const podTargets = (
  store: ObjectStore,
  localPort: LocalPort,
  { namespace, labels, port: wanted }: Pick<Collector, 'namespace' | 'labels' | 'port'>,
): readonly Target[] =>
  resource<Pod>(store, PODS)
    .list({ namespace, labels })
    .filter(({ status }) => status?.phase === 'Running')
    .flatMap(({ metadata: { name, uid = '' }, spec }) =>
      spec.containers.flatMap((container) =>
        (container.ports ?? [])
          .filter((port) => port.name === wanted)
          .map(({ containerPort: port }) => ({
            ...{ pod: name, container: container.name, port },
            localPort: localPort(uid, port),
          })),
      ),
    );
