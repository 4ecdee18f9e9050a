import type { OwnerReference } from '../../kubernetes-object.ts';
import { sameJson } from '../../storage/frozen.ts';
import { ownerReference } from '../claims.ts';
import type { PersistentVolumeClaim, Pod, StatefulSet } from '../resource.ts';
import { isInRange, ordinalOf } from './ordinals.ts';

/** Who owns the claims of a member, so that they go with it, with the set, or with neither.
 *  https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#persistentvolumeclaim-retention */
export interface Ownership {
  readonly set: StatefulSet;
  readonly pod: Pod;
}

/** The owners that a claim should have; `undefined` for one that is right, or that is not ours to touch. */
export const ownersToSet = (claim: PersistentVolumeClaim, own: Ownership): readonly OwnerReference[] | undefined => {
  const owners = claim.metadata.ownerReferences ?? [];
  if (isLeftOver(claim, own)) return undefined;
  const others = owners.filter((owner) => !isOurs(owner, own));
  const wanted = hasForeignController(claim, own) ? others : [...others, ...wantedOwners(own)];
  return sameJson(sorted(owners), sorted(wanted)) ? undefined : wanted;
};

/** The claim of an earlier set or pod of this name, which is about to go with it. */
export const isLeftOver = ({ metadata }: PersistentVolumeClaim, { set, pod }: Ownership): boolean =>
  (metadata.ownerReferences ?? []).some(
    (owner) =>
      (isNamed(owner, 'StatefulSet', set.metadata.name) && owner.uid !== set.metadata.uid) ||
      (isNamed(owner, 'Pod', pod.metadata.name) && owner.uid !== pod.metadata.uid),
  );

/** Whether the claim is that of an earlier pod of this name. */
export const isOfEarlierPod = ({ metadata }: PersistentVolumeClaim, pod: Pod): boolean =>
  (metadata.ownerReferences ?? []).some(
    (owner) => isNamed(owner, 'Pod', pod.metadata.name) && owner.uid !== pod.metadata.uid,
  );

/** Somebody else rules over the claim; then the policy does not. */
export const hasForeignController = ({ metadata }: PersistentVolumeClaim, own: Ownership): boolean => {
  const { whenScaled, whenDeleted } = policyOf(own.set);
  if (whenScaled === 'Retain' && whenDeleted === 'Retain') return false;
  return (metadata.ownerReferences ?? []).some((owner) => owner.controller === true && !isOurs(owner, own));
};

export const policyOf = ({ spec }: StatefulSet): { readonly whenScaled: string; readonly whenDeleted: string } => {
  const { whenScaled = 'Retain', whenDeleted = 'Retain' } = spec.persistentVolumeClaimRetentionPolicy ?? {};
  return { whenScaled, whenDeleted };
};

const wantedOwners = ({ set, pod }: Ownership): readonly OwnerReference[] => {
  const { whenScaled, whenDeleted } = policyOf(set);
  const isScaledDown = !isInRange(set, ordinalOf(set, pod) ?? -1);
  if (whenScaled === 'Delete' && isScaledDown) return [ownerReference('v1', 'Pod', pod.metadata)];
  return whenDeleted === 'Delete' ? [ownerReference('apps/v1', 'StatefulSet', set.metadata)] : [];
};

const isNamed = (owner: OwnerReference, kind: string, name: string): boolean =>
  owner.kind === kind && owner.name === name;

const isOurs = (owner: OwnerReference, { set, pod }: Ownership): boolean =>
  isNamed(owner, 'StatefulSet', set.metadata.name) || isNamed(owner, 'Pod', pod.metadata.name);

const sorted = (owners: readonly OwnerReference[]): readonly OwnerReference[] =>
  [...owners].sort((a, b) => (a.uid < b.uid ? -1 : 1));
