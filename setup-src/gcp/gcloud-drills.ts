import type { GcpSetup } from './gcp-setup.ts';
import type { Identity } from './identities.ts';

/** Identities whose rights hold under a condition; a right without it is another one. */
const conditional = ({ identities }: GcpSetup): readonly Identity[] =>
  identities.filter(({ rights }) => rights.some(({ kind }) => kind === 'conditional'));

export const drillFunctions = (setup: GcpSetup): string =>
  conditional(setup).length === 0
    ? ''
    : `
# only_with_conditions MEMBER 'ROLE MEMBER CONDITION'...
only_with_conditions() {
  local found member=$1
  shift
  found=$(gcloud projects get-iam-policy "$project" --flatten='bindings[].members' \\
    --format='value[separator=" "](bindings.role,bindings.members,bindings.condition.expression)')
  only "Right in the project $project" " $member( |$)" "$@" <<<"$found"
}
`;

/** Tells rights of a drill that are wider than the delivery says. */
export const drillComplaints = (setup: GcpSetup, memberOf: (identity: Identity) => string): readonly string[] =>
  conditional(setup).map(
    (identity) =>
      `only_with_conditions "${memberOf(identity)}"${identity.rights
        .flatMap((right) =>
          right.kind === 'conditional' ? [` \\\n  "${right.role} ${memberOf(identity)} ${right.condition}"`] : [],
        )
        .join('')}`,
  );
