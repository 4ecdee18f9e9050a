import type { Section } from '../text/section.ts';
import { ruleWord, word } from '../text/shell.ts';
import { conjuncts } from './condition.ts';
import { backupFunctions, backupSections } from './gcloud-backups.ts';
import { databaseFunctions, databaseSections } from './gcloud-databases.ts';
import { drillComplaints, drillFunctions } from './gcloud-drills.ts';
import { edgeComplaints, edgeFunctions, edgeSections } from './gcloud-edges.ts';
import { logFunctions, logSections } from './gcloud-logs.ts';
import { podComplaints, podFunctions, podWords } from './gcloud-pods.ts';
import { policyFunctions, policySections } from './gcloud-policies.ts';
import { roleFunctions, roleSections } from './gcloud-roles.ts';
import { secretComplaints, secretFunctions, secretSections } from './gcloud-secrets.ts';
import { type GcpSetup, ISSUER } from './gcp-setup.ts';
import type { Identity } from './identities.ts';
import type { Right } from './rights.ts';

/** What a setup asks of `gcloud`, section by section. Each call sets what it names and takes nothing away. */
export const gcloudSections = (setup: GcpSetup): readonly Section[] => [
  {
    title: 'The services of the cloud',
    lines: [`gcloud services enable --project="$project"${setup.apis.map((api) => ` \\\n  ${api}`).join('')}`],
  },
  ...section(
    'The service accounts that identities act as',
    setup.identities.flatMap(({ name, serviceAccount }) =>
      serviceAccount === undefined ? [] : [`service_account ${name}`],
    ),
  ),
  {
    title: 'The repositories of the registry: a tag is written once, but for evidence',
    lines: setup.registries.map(({ name, tags }) => `registry ${word(name)} ${TAGS[tags]}`),
  },
  { title: 'The pool, and one provider for each identity: its condition is the whole rule', lines: ['pool'] },
  ...roleSections(setup),
  ...setup.identities.map((identity) => ({ title: `Identity ${identity.name}`, lines: identityLines(identity) })),
  ...databaseSections(setup),
  ...secretSections(setup),
  ...edgeSections(setup),
  ...backupSections(setup),
  ...logSections(setup),
  ...policySections(setup),
];

const section = (title: string, lines: readonly string[]): readonly Section[] =>
  lines.length === 0 ? [] : [{ title, lines }];

const TAGS = { once: '--immutable-tags', moved: '--no-immutable-tags' } as const;

const identityLines = (identity: Identity): string[] => {
  const { name, mapping, condition, subject, serviceAccount, rights } = identity;
  return [
    `provider ${name} ${word(mapping)} ${ruleWord(conjuncts(condition))}`,
    ...(serviceAccount === undefined ? [] : [`acts_as ${name} ${word(subject)}`]),
    ...rights.flatMap((right) => rightLine(right, memberOf(identity))),
  ];
};

/** Who holds the rights, in the words of the script. */
const memberOf = ({ name, subject, serviceAccount }: Identity): string =>
  serviceAccount === undefined ? `$principals/${subject}` : `serviceAccount:${name}@$accounts`;

/** A namespace is not granted here: `k8s/bootstrap` binds it. */
function rightLine(right: Right, member: string): string[] {
  switch (right.kind) {
    case 'registry':
      return [`registry_right ${word(right.repository)} ${right.role} "${member}"`];
    case 'project':
      return [`project_right ${right.role} "${member}"`];
    case 'conditional':
      return [`database_right ${word(right.title)} ${right.role} "${member}" "${right.condition}"`];
    case 'namespace':
      return [];
  }
}

/** Tells what there is beside the delivery: providers of the pool, rights of its principals and of the service accounts they act as, and
 *  everybody else who could act as these. */
export const gcloudComplaints = (setup: GcpSetup): readonly string[] => {
  const { registries, identities } = setup;
  const wanted = (isWanted: (right: Right) => boolean): string =>
    identities
      .flatMap((identity) =>
        identity.rights
          .filter(isWanted)
          .map((right) => ` \\\n  "${right.kind === 'namespace' ? '' : right.role} ${memberOf(identity)}"`),
      )
      .join('');
  return [
    `only_providers ${identities.map(({ name }) => name).join(' ')}`,
    ...registries.map(
      ({ name }) =>
        `only_registry_rights ${word(name)}${wanted((right) => right.kind === 'registry' && right.repository === name)}`,
    ),
    ...identities.flatMap(({ name, subject, serviceAccount }) =>
      serviceAccount === undefined ? [] : [`only_acts_as ${name} ${word(subject)}`],
    ),
    `only_project_rights${wanted((right) => right.kind === 'project' || right.kind === 'conditional')}`,
    ...podComplaints(setup),
    ...secretComplaints(setup),
    ...drillComplaints(setup, memberOf),
    ...edgeComplaints(setup),
  ];
};

/** What the sections call, each made once for this project, place and pool. */
export const gcloudFunctions = (setup: GcpSetup): string =>
  `${settings(setup)}${functions(setup)}${databaseFunctions(setup)}${podFunctions(setup)}${secretFunctions(setup)}${edgeFunctions(setup)}${backupFunctions(setup)}${roleFunctions(setup)}${drillFunctions(setup)}${logFunctions(setup)}${policyFunctions(setup)}`;

/** The words that functions share. */
const settings = (setup: GcpSetup): string => `project=${setup.project.id}
pool=projects/${setup.project.number}/locations/global/workloadIdentityPools/${setup.pool}
principals=principal://iam.googleapis.com/$pool/subject
${accountWords(setup.identities)}
${podWords(setup)}
`;

const functions = ({ location, pool, identities }: GcpSetup): string => `# registry NAME TAGS
registry() {
  local place=(--location=${word(location)} --project="$project")
  if gcloud artifacts repositories describe "$1" "\${place[@]}" >/dev/null 2>&1; then
    gcloud artifacts repositories update "$1" "$2" "\${place[@]}" >/dev/null
  else
    gcloud artifacts repositories create "$1" --repository-format=docker "$2" "\${place[@]}"
  fi
}

pool() {
  local place=(--location=global --project="$project")
  if gcloud iam workload-identity-pools describe ${pool} "\${place[@]}" >/dev/null 2>&1; then
    gcloud iam workload-identity-pools update ${pool} --no-disabled "\${place[@]}"
  else
    gcloud iam workload-identity-pools create ${pool} --display-name=GitHub "\${place[@]}"
  fi
}

# provider NAME SUBJECT CONDITION: takes tokens that were made for it alone
provider() {
  local place=(--location=global --workload-identity-pool=${pool} --project="$project")
  local rule=(
    --issuer-uri=${ISSUER}
    --allowed-audiences="https://iam.googleapis.com/$pool/providers/$1"
    --attribute-mapping="google.subject=$2"
    --attribute-condition="$3"
  )
  if gcloud iam workload-identity-pools providers describe "$1" "\${place[@]}" >/dev/null 2>&1; then
    gcloud iam workload-identity-pools providers update-oidc "$1" --no-disabled "\${rule[@]}" "\${place[@]}"
  else
    gcloud iam workload-identity-pools providers create-oidc "$1" "\${rule[@]}" "\${place[@]}"
  fi
}

${accountFunctions(identities)}# registry_right REPOSITORY ROLE MEMBER
registry_right() {
  gcloud artifacts repositories add-iam-policy-binding "$1" --location=${word(location)} --project="$project" \\
    --role="$2" --member="$3" >/dev/null
}

# project_right ROLE MEMBER
project_right() {
  gcloud projects add-iam-policy-binding "$project" --role="$1" --member="$2" --condition=None >/dev/null
}

listed=(--flatten='bindings[].members' --format='value[separator=" "](bindings.role,bindings.members)')

# only_providers NAME...
only_providers() {
  local found
  found=$(gcloud iam workload-identity-pools providers list --location=global --workload-identity-pool=${pool} \\
    --project="$project" --format='value(name.basename())')
  only 'Provider of the pool ${pool}' '' "$@" <<<"$found"
}

# only_registry_rights REPOSITORY 'ROLE PRINCIPAL'...
only_registry_rights() {
  local found repository=$1
  shift
  found=$(gcloud artifacts repositories get-iam-policy "$repository" --location=${word(location)} --project="$project" \\
    "\${listed[@]}")
  only "Right on the repository $repository" "$ours" "$@" <<<"$found"
}

# only_project_rights 'ROLE PRINCIPAL'...
only_project_rights() {
  local found
  found=$(gcloud projects get-iam-policy "$project" "\${listed[@]}")
  only "Right in the project $project" "$ours" "$@" <<<"$found"
}
`;

const actAs = (identities: readonly Identity[]): readonly string[] =>
  identities.flatMap(({ name, serviceAccount }) => (serviceAccount === undefined ? [] : [name]));

/** Whose rights are looked at: everybody of the pool, and the accounts that they act as. */
function accountWords(identities: readonly Identity[]): string {
  const names = actAs(identities);
  return names.length === 0
    ? 'ours="/$pool/"'
    : `accounts=$project.iam.gserviceaccount.com\nours="/$pool/|serviceAccount:(${names.join('|')})@$accounts"`;
}

/** A key of such an account would be an identity that no condition asks for anything. */
const accountFunctions = (identities: readonly Identity[]): string =>
  actAs(identities).length === 0
    ? ''
    : `# service_account NAME
service_account() {
  if gcloud iam service-accounts describe "$1@$accounts" --project="$project" >/dev/null 2>&1; then
    gcloud iam service-accounts enable "$1@$accounts" --project="$project"
  else
    gcloud iam service-accounts create "$1" --display-name="$1" --project="$project"
  fi
}

# acts_as NAME SUBJECT: this principal and nobody else gets tokens of the account
acts_as() {
  gcloud iam service-accounts add-iam-policy-binding "$1@$accounts" --project="$project" \\
    --role=roles/iam.workloadIdentityUser --member="$principals/$2" --condition=None >/dev/null
}

# only_acts_as NAME SUBJECT
only_acts_as() {
  local found
  found=$(gcloud iam service-accounts get-iam-policy "$1@$accounts" --project="$project" "\${listed[@]}")
  only "Right on the service account $1" '' "roles/iam.workloadIdentityUser $principals/$2" <<<"$found"
  found=$(gcloud iam service-accounts keys list --iam-account="$1@$accounts" --managed-by=user --project="$project" \\
    --format='value(name.basename())')
  only "Key of the service account $1" '' <<<"$found"
}

`;
