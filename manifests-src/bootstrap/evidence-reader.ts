import type { Role, RoleBinding } from 'kubernetes-types/rbac/v1.d.ts';
import type { Delivery } from '../../domain/delivery.ts';
import { evidenceObject } from '../../domain/evidence/place.ts';
import { evidenceHome } from '../../domain/evidence-home.ts';
import type { Tier } from '../../domain/tier.ts';
import type { ManifestObject } from '../object.ts';
import { deployerRoleBinding } from './deployer-role.ts';

const NAME = 'sluice-evidence-reader';

/** Lets the deployers of the tiers after this one read what it has proven, by name, and nothing else in its namespace. Nothing where the
 *  evidence lies in the registry, or nobody comes after. */
export function evidenceReaders(tier: Tier, delivery: Delivery): (ManifestObject & (Role | RoleBinding))[] {
  const readers = delivery.tiers.filter(({ after }) => after === tier.name);
  if (evidenceHome(delivery) === 'registry' || readers.length === 0) return [];
  return [
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: { name: NAME, namespace: tier.namespace },
      rules: [
        {
          apiGroups: [''],
          resources: ['configmaps'],
          resourceNames: delivery.services.map(({ image }) => evidenceObject(image)),
          verbs: ['get'],
        },
      ],
    },
    ...binding(tier, readers, delivery),
  ];
}

/** Of whoever deploys there: nothing where that is not known. */
function binding({ namespace }: Tier, readers: readonly Tier[], delivery: Delivery): (ManifestObject & RoleBinding)[] {
  const subjects = readers
    .flatMap((reader) => deployerRoleBinding(reader, delivery))
    .flatMap((each) => each.subjects ?? []);
  if (subjects.length === 0) return [];
  return [
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name: NAME, namespace },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: NAME },
      subjects,
    },
  ];
}
