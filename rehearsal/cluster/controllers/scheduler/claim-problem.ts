import type { PersistentVolumeClaim, Pod } from '../resource.ts';

/** Why the claims of a pod keep it from every node: one is missing, on its way out, or has no volume yet.
 *  https://kubernetes.io/docs/concepts/storage/persistent-volumes/#binding */
export const claimProblem = (
  { spec }: Pick<Pod, 'spec'>,
  claimOf: (name: string) => PersistentVolumeClaim | undefined,
): string | undefined => {
  const names = (spec.volumes ?? []).flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? []);
  let isUnbound = false;
  for (const name of names) {
    const claim = claimOf(name);
    if (claim === undefined) return `persistentvolumeclaim "${name}" not found`;
    if (claim.metadata.deletionTimestamp !== undefined) return `persistentvolumeclaim "${name}" is being deleted`;
    isUnbound ||= claim.status?.phase !== 'Bound';
  }
  return isUnbound ? 'pod has unbound immediate PersistentVolumeClaims' : undefined;
};
