import { type Controller, type ControlPlane, timestamp } from '../controller.ts';
import { SERVICES, sameResource } from '../resource.ts';
import { createWorkQueue } from '../work-queue.ts';
import { CERTIFIED, GATEWAYS, POLICIES, ROUTES } from './edge-collections.ts';
import { edgeStatuses } from './edge-statuses.ts';

/** What may be there before the start, Services aside. */
export const EDGE_OBJECTS = [GATEWAYS, ROUTES, ...POLICIES, ...CERTIFIED] as const;
const OBSERVED = [SERVICES, ...EDGE_OBJECTS];

/** Tells of the objects of an edge how they stand, as the controllers of GKE and of cert-manager do; a namespace at a time, for one is about
 *  the other. What becomes of requests is not theirs: `rehearsal/edge` carries them. */
export const createGatewayController = ({ store, clock }: ControlPlane): Controller => {
  const queue = createWorkQueue(clock, (namespace) => {
    const all = edgeStatuses((key) => store.list(key, { namespace }), timestamp(clock));
    for (const { key, object, status } of all) store.update(key, { ...object, status }, { subresource: 'status' });
  });
  return {
    observe({ key, object }) {
      if (OBSERVED.some((each) => sameResource(each, key))) queue.add(object.metadata.namespace ?? '');
    },
    close: () => queue.close(),
  };
};
