import { type GeneratedFile, generatedFrom } from '../domain/generated-file.ts';
import { gcloudComplaints, gcloudFunctions, gcloudSections } from './gcp/gcloud.ts';
import type { GcpSetup } from './gcp/gcp-setup.ts';
import { ghComplaints, ghFunctions, ghSections } from './github/gh.ts';
import type { GitHubSetup } from './github/github-setup.ts';
import { word } from './text/shell.ts';

const SOURCE = 'setup-src/script.ts > setupScript';

/** A script that people read, and an administrator runs. It may be run again at any time: it makes what is missing and sets what it
 *  names. It removes nothing; what is there beside the delivery is told, and then it ends with 1. */
export const setupScript = (gcp: GcpSetup, github: GitHubSetup, path: string): GeneratedFile => ({
  path,
  source: SOURCE,
  content: `${[
    `# ${generatedFrom(SOURCE)}`,
    '# shellcheck shell=bash',
    `# Run it with "bash ${path}", logged in to gcloud and gh as an administrator of both. It may be run again at any time: it makes`,
    '# what is missing and sets what it names. It removes nothing, and ends with 1 where there is more than the delivery needs.',
    'set -euo pipefail',
    '# A question that nobody sees would wait for ever',
    'export CLOUDSDK_CORE_DISABLE_PROMPTS=1 GH_PROMPT_DISABLED=1',
    '',
    COMPLAINING,
    gcloudFunctions(gcp),
    ghFunctions(github),
    '# These are the project and the repository that the delivery means, and no others of their names',
    ...places(gcp, github),
    '',
    ...[...gcloudSections(gcp), ...ghSections(github)].flatMap(({ title, lines }) => [`# ${title}`, ...lines, '']),
    '# What there is beside the delivery',
    ...ghComplaints(github),
    ...gcloudComplaints(gcp),
    '',
    'exit "$complaints"',
  ].join('\n')}\n`,
});

function places({ project }: GcpSetup, { owner, name, id, ownerId, signs }: GitHubSetup): string[] {
  return [
    `found=$(gcloud projects describe ${word(project.id)} --format='value(projectNumber)')`,
    `[ "$found" = ${project.number} ] || refuse "The project ${project.id} has the number $found, wanted: ${project.number}."`,
    `found=$(gh api repos/${owner}/${name} --jq '"\\(.id) \\(.owner.id)"')`,
    `[ "$found" = '${id} ${ownerId}' ] ||`,
    `  refuse "The repository ${owner}/${name} and its owner have the numbers $found, wanted: ${id} ${ownerId}."`,
    '# GitHub takes a name in any case, and the one before a renaming; its tokens have the one of now, to the letter',
    `found=$(gh api repos/${owner}/${name} --jq .full_name)`,
    `[ "$found" = ${owner}/${name} ] ||`,
    `  refuse "The repository ${owner}/${name} is called $found. Conditions compare names to the letter: say it so in the delivery."`,
    ...(signs
      ? [
          '# Of other repositories GitHub signs by an instance of its own, which nobody believes',
          `found=$(gh api repos/${owner}/${name} --jq .visibility)`,
          `[ "$found" = public ] ||`,
          `  refuse "The repository ${owner}/${name} is $found, and evidence that is signed wants a public one. Say evidence: 'cluster' in the delivery."`,
        ]
      : []),
  ];
}

/** A complaint is said where it comes up, and decides how the script ends. */
const COMPLAINING = `complaints=0
complain() {
  printf '%s\\n' "$*" >&2
  complaints=1
}
refuse() {
  printf 'Refused, nothing was changed. %s\\n' "$*" >&2
  exit 1
}

# only WHAT ABOUT WANTED...: complains of each line that the pattern ABOUT fits somewhere and that is not wanted.
only() {
  local what=$1 about=$2 line wanted
  shift 2
  while IFS= read -r line; do
    [ -n "$line" ] && [[ $line =~ $about ]] || continue
    for wanted in "$@"; do [ "$line" != "$wanted" ] || continue 2; done
    complain "$what, which the delivery does not need: $line. Remove it."
  done
}
`;
