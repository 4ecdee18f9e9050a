import { sameJson } from '../storage/frozen.ts';
import { matchesLabels } from '../storage/label-selector.ts';
import { ownerReference } from './claims.ts';
import { type Controller, type ControlPlane, controllerOf } from './controller.ts';
import { type SliceContent, sliceContents } from './endpoint-slices.ts';
import {
  ENDPOINT_SLICES,
  type EndpointSlice,
  PODS,
  type Pod,
  resource,
  SERVICES,
  type Service,
  sameResource,
} from './resource.ts';
import { createWorkQueue, keyOf, splitKey } from './work-queue.ts';

const SERVICE_NAME = 'kubernetes.io/service-name';
const MANAGED_BY = 'endpointslice.kubernetes.io/managed-by';
const HEADLESS = 'service.kubernetes.io/headless';

/** Keeps the EndpointSlices of every Service with a selector. IPv4 only, as pods here have no other address.
 *  https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/ */
export const createEndpointSliceController = (plane: ControlPlane): Controller => {
  const services = resource<Service>(plane.store, SERVICES);
  const pods = resource<Pod>(plane.store, PODS);
  const slices = resource<EndpointSlice>(plane.store, ENDPOINT_SLICES);

  const sync = (key: string): void => {
    const [namespace, name] = splitKey(key);
    const service = services.get(namespace, name);
    const { selector } = service?.spec ?? {};
    // Slices of a Service that is gone are the garbage collector's; those of one without a selector are somebody else's.
    if (service === undefined || selector === undefined || Object.keys(selector).length === 0) return;
    const existing = slices.list({ namespace }).filter((slice) => controllerOf(slice)?.uid === service.metadata.uid);
    const wanted = [...sliceContents(service, pods.list({ namespace, labels: selector }))];
    const unmatched = [...existing];
    const take = (content: SliceContent): EndpointSlice | undefined => {
      const index = unmatched.findIndex((slice) => sameJson(slice.ports ?? [], content.ports ?? []));
      return index < 0 ? undefined : unmatched.splice(index, 1)[0];
    };
    const pairs = wanted.map((content) => [content, take(content)] as const);
    for (const [content, found] of pairs) {
      // A slice whose ports changed is filled anew rather than replaced.
      const slice = found ?? unmatched.shift();
      if (slice === undefined) slices.create(newSlice(service, content));
      else updateSlice(slice, service, content);
    }
    for (const slice of unmatched) slices.delete(namespace, slice.metadata.name);
  };
  const updateSlice = (slice: EndpointSlice, service: Service, content: SliceContent): void => {
    const labels = labelsOf(service);
    const { ports: _ports, ...emptied } = slice;
    const same = sameJson(
      [slice.ports ?? [], slice.endpoints ?? [], slice.metadata.labels],
      [content.ports ?? [], content.endpoints ?? [], labels],
    );
    if (!same) slices.update({ ...emptied, ...content, metadata: { ...slice.metadata, labels } });
  };
  const queue = createWorkQueue(plane.clock, sync);

  return {
    observe({ key, object }) {
      if (sameResource(key, SERVICES)) queue.add(keyOf(object));
      if (!sameResource(key, PODS)) return;
      // A pod whose labels changed may have left: every Service of the namespace that selects it now or lists it is looked at.
      const labels = object.metadata.labels ?? {};
      const namespace = object.metadata.namespace ?? '';
      for (const service of services.list({ namespace })) {
        if (matchesLabels(service.spec.selector ?? {})(labels) || lists(service, object.metadata.uid))
          queue.add(keyOf(service));
      }
    },
    close: () => queue.close(),
  };

  function lists(service: Service, uid: string | undefined): boolean {
    return slices
      .list({ namespace: service.metadata.namespace ?? '' })
      .filter((slice) => controllerOf(slice)?.uid === service.metadata.uid)
      .some((slice) => slice.endpoints?.some((endpoint) => endpoint.targetRef?.uid === uid));
  }
};

const newSlice = (service: Service, content: SliceContent): EndpointSlice => ({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: {
    name: '',
    generateName: `${service.metadata.name}-`,
    ...(service.metadata.namespace === undefined ? {} : { namespace: service.metadata.namespace }),
    labels: labelsOf(service),
    ownerReferences: [ownerReference('v1', 'Service', service.metadata)],
  },
  addressType: 'IPv4',
  ...content,
});

const labelsOf = (service: Service): Record<string, string> => ({
  ...service.metadata.labels,
  ...(service.spec.clusterIP === 'None' ? { [HEADLESS]: '' } : {}),
  [SERVICE_NAME]: service.metadata.name,
  [MANAGED_BY]: 'endpointslice-controller.k8s.io',
});
