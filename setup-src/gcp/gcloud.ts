import type { Section } from '../text/section.ts';
import { ruleWord, word } from '../text/shell.ts';
import { conjuncts } from './condition.ts';
import { type GcpSetup, ISSUER } from './gcp-setup.ts';
import type { Identity } from './identities.ts';
import type { Right } from './rights.ts';

/** What a setup asks of `gcloud`, section by section. Each call sets what it names and takes nothing away. */
export const gcloudSections = (setup: GcpSetup): readonly Section[] => [
  {
    title: 'The services of the cloud',
    lines: [`gcloud services enable --project="$project"${setup.apis.map((api) => ` \\\n  ${api}`).join('')}`],
  },
  {
    title: 'The repositories of the registry: a tag is written once, but for evidence',
    lines: setup.registries.map(({ name, tags }) => `registry ${word(name)} ${TAGS[tags]}`),
  },
  { title: 'The pool, and one provider for each identity: its condition is the whole rule', lines: ['pool'] },
  ...setup.identities.map((identity) => ({ title: `Identity ${identity.name}`, lines: identityLines(identity) })),
];

const TAGS = { once: '--immutable-tags', moved: '--no-immutable-tags' } as const;

const identityLines = ({ name, mapping, condition, subject, rights }: Identity): string[] => [
  `provider ${name} ${word(mapping)} ${ruleWord(conjuncts(condition))}`,
  ...rights.flatMap((right) => rightLine(right, subject)),
];

/** A namespace is not granted here: `k8s/bootstrap` binds it. */
function rightLine(right: Right, subject: string): string[] {
  switch (right.kind) {
    case 'registry':
      return [`registry_right ${word(right.repository)} ${right.role} ${word(subject)}`];
    case 'project':
      return [`project_right ${right.role} ${word(subject)}`];
    case 'namespace':
      return [];
  }
}

/** Tells what there is beside the delivery: providers of the pool, and rights of its principals. */
export const gcloudComplaints = ({ registries, identities }: GcpSetup): readonly string[] => {
  const wanted = (isWanted: (right: Right) => boolean): string =>
    identities
      .flatMap(({ subject, rights }) =>
        rights
          .filter(isWanted)
          .map((right) => ` \\\n  "${right.kind === 'namespace' ? '' : right.role} $principals/${subject}"`),
      )
      .join('');
  return [
    `only_providers ${identities.map(({ name }) => name).join(' ')}`,
    ...registries.map(
      ({ name }) =>
        `only_registry_rights ${word(name)}${wanted((right) => right.kind === 'registry' && right.repository === name)}`,
    ),
    `only_project_rights${wanted((right) => right.kind === 'project')}`,
  ];
};

/** What the sections call, each made once for this project, place and pool. */
export const gcloudFunctions = ({ project, location, pool }: GcpSetup): string => `project=${project.id}
pool=projects/${project.number}/locations/global/workloadIdentityPools/${pool}
principals=principal://iam.googleapis.com/$pool/subject

# registry NAME TAGS
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

# registry_right REPOSITORY ROLE SUBJECT
registry_right() {
  gcloud artifacts repositories add-iam-policy-binding "$1" --location=${word(location)} --project="$project" \\
    --role="$2" --member="$principals/$3" >/dev/null
}

# project_right ROLE SUBJECT
project_right() {
  gcloud projects add-iam-policy-binding "$project" --role="$1" --member="$principals/$2" --condition=None >/dev/null
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
  only "Right on the repository $repository" "/$pool/" "$@" <<<"$found"
}

# only_project_rights 'ROLE PRINCIPAL'...
only_project_rights() {
  local found
  found=$(gcloud projects get-iam-policy "$project" "\${listed[@]}")
  only "Right in the project $project" "/$pool/" "$@" <<<"$found"
}
`;
