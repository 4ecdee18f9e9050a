import { block, type HclBlock, type HclValue, reference } from '../text/hcl.ts';
import type { GcpSetup } from './gcp-setup.ts';

/** Databases of tiers, and the rights of pods on them. What Terraform no longer has stays in the cloud: data is deleted by people alone. */
export const databaseBlocks = (
  { project, databases, backups, pods }: GcpSetup,
  label: (name: string) => string,
  enabled: HclValue,
): readonly HclBlock[] => [
  ...databases.map(({ name, location, deleteProtection }) =>
    block('resource', ['google_firestore_database', label(name)], {
      project: project.id,
      name,
      location_id: location,
      type: 'FIRESTORE_NATIVE',
      delete_protection_state: deleteProtection ? 'DELETE_PROTECTION_ENABLED' : 'DELETE_PROTECTION_DISABLED',
      ...(backups?.databases.includes(name) === true
        ? { point_in_time_recovery_enablement: 'POINT_IN_TIME_RECOVERY_ENABLED' }
        : {}),
      deletion_policy: 'ABANDON',
      depends_on: enabled,
    }),
  ),
  ...pods.map(({ service, tier, principal, right }) =>
    block(
      'resource',
      ['google_project_iam_member', label(`pods_${tier}_${service}_datastore_user`)],
      {
        project: project.id,
        role: right.role,
        member: principal,
        depends_on: [reference(`google_firestore_database.${label(right.database)}`)],
      },
      [block('condition', [], { title: right.database, expression: right.condition })],
    ),
  ),
];
