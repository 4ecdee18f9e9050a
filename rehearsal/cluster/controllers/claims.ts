import type { LabelSelector } from 'kubernetes-types/meta/v1.d.ts';
import type { ObjectMeta, OwnerReference } from '../kubernetes-object.ts';
import { controllerOf } from './controller.ts';
import type { Resource } from './resource.ts';

type Labels = Readonly<Record<string, string>>;

/** Whether labels fit a selector of `matchLabels` and `matchExpressions`. An empty selector fits nothing here: no controller may
 *  take everything. https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#resources-that-support-set-based-requirements */
export const selects = ({ matchLabels = {}, matchExpressions = [] }: LabelSelector, labels: Labels): boolean => {
  if (Object.keys(matchLabels).length === 0 && matchExpressions.length === 0) return false;
  const equal = Object.entries(matchLabels).every(([key, value]) => labels[key] === value);
  return (
    equal &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      const value = labels[key];
      switch (operator) {
        case 'In':
          return value !== undefined && values.includes(value);
        case 'NotIn':
          return value === undefined || !values.includes(value);
        case 'Exists':
          return value !== undefined;
        default:
          return value === undefined;
      }
    })
  );
};

/** Who claims. */
export interface Claimant {
  readonly owner: OwnerReference;
  readonly selector: LabelSelector;
  /** One that is going away adopts nothing more. */
  readonly deleting: boolean;
}

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
