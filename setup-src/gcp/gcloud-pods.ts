import { podPool } from '../../domain/identity.ts';
import type { GcpSetup } from './gcp-setup.ts';

/** Whether pods of tiers hold rights of their own: on databases, or on secrets. */
const haveRights = ({ pods, secrets }: GcpSetup): boolean => pods.length > 0 || secrets.length > 0;

/** Pods of a tier, one by one, by their namespace, or as every pod of a cluster: what else they may do in the project, on which databases
 *  and on which secrets. */
export const podWords = (setup: GcpSetup): string =>
  haveRights(setup)
    ? `pods="/${podPool(setup.project.id)}/(subject/ns/(${setup.namespaces.join('|')})/|namespace/(${setup.namespaces.join('|')}) |kubernetes\\.cluster/)"\n`
    : '';

export const podFunctions = (setup: GcpSetup): string => (haveRights(setup) ? FUNCTIONS : '');

const FUNCTIONS = `
# only_pod_rights 'ROLE PRINCIPAL CONDITION'...
only_pod_rights() {
  local found
  found=$(gcloud projects get-iam-policy "$project" --flatten='bindings[].members' \\
    --format='value[separator=" "](bindings.role,bindings.members,bindings.condition.expression)')
  only "Right in the project $project" "$pods" "$@" <<<"$found"
}
`;

export const podComplaints = (setup: GcpSetup): readonly string[] =>
  haveRights(setup)
    ? [
        `only_pod_rights${setup.pods.map(({ principal, right }) => ` \\\n  "${right.role} ${principal} ${right.condition}"`).join('')}`,
      ]
    : [];
