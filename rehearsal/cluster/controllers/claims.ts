import type { LabelSelector } from 'kubernetes-types/meta/v1.d.ts';
import type { ObjectMeta, OwnerReference } from '../kubernetes-object.ts';
import { type Labels, takes } from '../storage/label-requirement.ts';
import { controllerOf } from './controller.ts';
import type { Resource } from './resource.ts';

/** Whether a controller's selector takes these labels. An empty one takes nothing here: no controller may take everything. */
export const selects = (selector: LabelSelector, labels: Labels): boolean => {
  const { matchLabels = {}, matchExpressions = [] } = selector;
  return Object.keys(matchLabels).length + matchExpressions.length > 0 && takes(selector, labels);
};

/** Who claims. */
export interface Claimant {
  readonly owner: OwnerReference;
  readonly selector: LabelSelector;
  /** One that is going away adopts nothing more. */
  readonly deleting: boolean;
}

export const claimantOf = (
  apiVersion: string,
  kind: string,
  { metadata, spec }: { readonly metadata: ObjectMeta; readonly spec: { readonly selector?: LabelSelector } },
): Claimant => ({
  owner: ownerReference(apiVersion, kind, metadata),
  selector: spec.selector ?? {},
  deleting: metadata.deletionTimestamp !== undefined,
});

/** Brings ownership in line with labels: adopts what fits and belongs to nobody, gives back what no longer fits.
 *  https://kubernetes.io/docs/concepts/workloads/controllers/replicaset/#non-template-pod-acquisitions
 *  @param candidates may hold anything of the namespace.
 *  @returns what belongs to the claimant now. */
export const claim = <T extends { readonly metadata: ObjectMeta }>(
  { owner, selector, deleting }: Claimant,
  candidates: readonly T[],
  resource: Resource<T>,
): readonly T[] =>
  candidates.flatMap((candidate) => {
    const { metadata } = candidate;
    const controller = controllerOf(candidate);
    const fits = selects(selector, metadata.labels ?? {});
    if (controller?.uid === owner.uid) {
      if (fits) return [candidate];
      if (!deleting) resource.update({ ...candidate, metadata: withoutOwner(metadata, owner.uid) });
      return [];
    }
    if (controller !== undefined || !fits || deleting || metadata.deletionTimestamp !== undefined) return [];
    const ownerReferences = [...(metadata.ownerReferences ?? []), owner];
    return [resource.update({ ...candidate, metadata: { ...metadata, ownerReferences } })];
  });

const withoutOwner = (metadata: ObjectMeta, uid: string): ObjectMeta => {
  const { ownerReferences = [], ...rest } = metadata;
  const left = ownerReferences.filter((owner) => owner.uid !== uid);
  return left.length === 0 ? rest : { ...rest, ownerReferences: left };
};

/** The reference by which a controller owns. */
export const ownerReference = (
  apiVersion: string,
  kind: string,
  { name, uid = '' }: { readonly name: string; readonly uid?: string },
): OwnerReference => ({ apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: true });
