import { StatusError } from '../../object-store.ts';
import type { EventRecorder } from '../event-recorder.ts';
import type { Pod, Resource, StatefulSet } from '../resource.ts';
import type { ClaimKeeper } from './claim-keeper.ts';
import { aboutSet, broughtBack, isAstray } from './member.ts';

/** Makes, keeps and ends members, and tells each in an event of the set.
 *  kubernetes/pkg/controller/statefulset/stateful_pod_control.go */
export interface MemberWrites {
  /** Claims first. @throws {StatusError} */
  create(set: StatefulSet, pod: Pod): void;
  remove(set: StatefulSet, pod: Pod): void;
  /** Gives a member its identity back, and its claims their owners. */
  keep(set: StatefulSet, pod: Pod): void;
}

type Verb = 'Create' | 'Delete' | 'Update';

export const createMemberWrites = (pods: Resource<Pod>, claims: ClaimKeeper, events: EventRecorder): MemberWrites => {
  const tell = (set: StatefulSet, verb: Verb, pod: Pod, refusal?: StatusError): void => {
    const what = `${verb} Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name}`;
    if (refusal === undefined) events.normal(aboutSet(set), `Successful${verb}`, `${what} successful`);
    else events.warning(aboutSet(set), `Failed${verb}`, `${what} failed error: ${refusal.message}`);
  };
  const attempt = (set: StatefulSet, verb: Verb, pod: Pod, work: () => void): void => {
    try {
      work();
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      const isGone = verb === 'Delete' && error.code === 404;
      // What somebody else made first is seen by the next look.
      if (!isGone && error.reason !== 'AlreadyExists') tell(set, verb, pod, error);
      if (!isGone) throw error;
    }
    tell(set, verb, pod);
  };
  return {
    create: (set, pod) =>
      attempt(set, 'Create', pod, () => {
        claims.make(set, pod);
        claims.own(set, pods.create(pod));
      }),
    remove: (set, pod) =>
      attempt(set, 'Delete', pod, () => pods.delete(pod.metadata.namespace ?? '', pod.metadata.name)),
    keep(set, pod) {
      const owned = claims.own(set, pod);
      if (isAstray(set, pod)) attempt(set, 'Update', pod, () => void pods.update(broughtBack(set, pod)));
      else if (owned) tell(set, 'Update', pod);
    },
  };
};
