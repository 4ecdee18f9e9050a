import { block, type HclBlock, type HclValue, reference } from '../text/hcl.ts';
import type { GcpSetup } from './gcp-setup.ts';

/** Secrets of tiers, without their values, which would stand in Terraform's state; and who reads each. What Terraform no longer has stays in
 *  the cloud: values are deleted by people alone. */
export const secretBlocks = (
  { project, secrets }: GcpSetup,
  label: (name: string) => string,
  enabled: HclValue,
): readonly HclBlock[] =>
  secrets.flatMap(({ id, principal, role }) => [
    block(
      'resource',
      ['google_secret_manager_secret', label(id)],
      { project: project.id, secret_id: id, deletion_policy: 'ABANDON', depends_on: enabled },
      [block('replication', [], {}, [block('auto', [], {})])],
    ),
    block('resource', ['google_secret_manager_secret_iam_member', label(id)], {
      project: project.id,
      secret_id: reference(`google_secret_manager_secret.${label(id)}.secret_id`),
      role,
      member: principal,
    }),
  ]);
