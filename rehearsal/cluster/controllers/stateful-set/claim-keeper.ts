import { StatusError } from '../../object-store.ts';
import type { EventRecorder } from '../event-recorder.ts';
import type { PersistentVolumeClaim, Pod, Resource, StatefulSet } from '../resource.ts';
import { claimName } from './claim-names.ts';
import { hasForeignController, isOfEarlierPod, ownersToSet, policyOf } from './claim-owners.ts';
import { aboutSet } from './member.ts';
import { ordinalOf } from './ordinals.ts';

/** Makes the claims of members, and keeps their owners in line with the retention policy. */
export interface ClaimKeeper {
  /** Makes what is missing. @throws {Error} with one sentence for all that could not be made. */
  make(set: StatefulSet, pod: Pod): void;
  /** Brings the owners in line. @returns whether any was not. */
  own(set: StatefulSet, pod: Pod): boolean;
  /** A claim that goes with the pod before keeps the next one away. */
  isStale(set: StatefulSet, pod: Pod): boolean;
}

export const createClaimKeeper = (claims: Resource<PersistentVolumeClaim>, events: EventRecorder): ClaimKeeper => {
  const wanted = (set: StatefulSet, pod: Pod): readonly PersistentVolumeClaim[] =>
    (set.spec.volumeClaimTemplates ?? []).map((template) => claimOf(set, template, ordinalOf(set, pod) ?? -1));
  const live = (claim: PersistentVolumeClaim): PersistentVolumeClaim | undefined =>
    claims.get(claim.metadata.namespace ?? '', claim.metadata.name);
  const there = (set: StatefulSet, pod: Pod): readonly PersistentVolumeClaim[] =>
    wanted(set, pod).flatMap((claim) => live(claim) ?? []);

  return {
    make(set, pod) {
      const problems = wanted(set, pod).flatMap((claim) => {
        const { name } = claim.metadata;
        const found = live(claim);
        if (found !== undefined)
          return found.metadata.deletionTimestamp === undefined ? [] : [`pvc ${name} is being deleted`];
        const told = `Claim ${name} Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name}`;
        try {
          claims.create(claim);
          events.normal(aboutSet(set), 'SuccessfulCreate', `Create ${told} success`);
          return [];
        } catch (error) {
          if (!(error instanceof StatusError)) throw error;
          const failed = told.replace(' Pod ', ' for Pod ');
          events.warning(aboutSet(set), 'FailedCreate', `Create ${failed} failed error: ${error.message}`);
          return [`failed to create PVC ${name}: ${error.message}`];
        }
      });
      if (problems.length === 1) throw new StatusError(500, 'InternalError', problems[0] ?? '');
      if (problems.length > 1) throw new StatusError(500, 'InternalError', `[${problems.join(', ')}]`);
    },
    own(set, pod) {
      const changes = there(set, pod).flatMap((claim) => {
        const owners = ownersToSet(claim, { set, pod });
        return owners === undefined ? [] : [{ claim, owners }];
      });
      for (const { claim, owners } of changes) {
        const { name, ownerReferences: _before, ...metadata } = claim.metadata;
        if (hasForeignController(claim, { set, pod }))
          events.warning(
            aboutSet(set),
            'ConflictingController',
            `PersistentVolumeClaim ${name} has a conflicting OwnerReference that acts as a manging controller, the retention policy is ignored for this claim`,
          );
        const owned = owners.length === 0 ? {} : { ownerReferences: [...owners] };
        claims.update({ ...claim, metadata: { name, ...metadata, ...owned } });
      }
      return changes.length > 0;
    },
    isStale: (set, pod) =>
      policyOf(set).whenScaled !== 'Retain' && there(set, pod).some((claim) => isOfEarlierPod(claim, pod)),
  };
};

const claimOf = (
  set: StatefulSet,
  template: NonNullable<StatefulSet['spec']['volumeClaimTemplates']>[number],
  ordinal: number,
): PersistentVolumeClaim => {
  const { name = '', labels, annotations } = template.metadata ?? {};
  const { namespace } = set.metadata;
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      name: claimName(set, name, ordinal),
      ...(namespace === undefined ? {} : { namespace }),
      labels: { ...labels, ...set.spec.selector.matchLabels },
      ...(annotations === undefined ? {} : { annotations }),
    },
    spec: template.spec ?? {},
  };
};
