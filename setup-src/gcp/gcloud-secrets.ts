import type { Section } from '../text/section.ts';
import { word } from '../text/shell.ts';
import type { GcpSetup } from './gcp-setup.ts';

/** What a setup asks of `gcloud` for the Secrets of tiers; nothing where an administrator creates those. */
export const secretSections = ({ secrets }: GcpSetup): readonly Section[] =>
  secrets.length === 0
    ? []
    : [
        {
          title: 'The secrets of each tier, without their values: who reads one has a right on it alone',
          lines: secrets.flatMap(({ id, principal, role }) => [
            `secret ${word(id)}`,
            `secret_right ${word(id)} ${role} ${word(principal)}`,
          ]),
        },
      ];

export const secretFunctions = ({ secrets }: GcpSetup): string => (secrets.length === 0 ? '' : FUNCTIONS);

const FUNCTIONS = `
readers="^(roles/(owner|editor|secretmanager\\.(admin|secretAccessor)) |projects/|organizations/)|$ours|$pods"

# secret NAME: its value comes from people, by standard input, for what stands in an argument is read by every process
secret() {
  local found line
  gcloud secrets describe "$1" --project="$project" >/dev/null 2>&1 ||
    gcloud secrets create "$1" --replication-policy=automatic --project="$project"
  found=$(gcloud secrets versions list "$1" --filter=state=ENABLED --limit=1 --project="$project" --format='value(name)')
  if [ -z "$found" ]; then
    line="(IFS= read -rs value && printf %s \\"\\$value\\" | gcloud secrets versions add $1 --data-file=- --project=$project)"
    printf 'VALUE: the secret %s has none. Run this, type it and press Enter: %s\\n' "$1" "$line"
  fi
}

# secret_right NAME ROLE MEMBER
secret_right() {
  gcloud secrets add-iam-policy-binding "$1" --role="$2" --member="$3" --condition=None --project="$project" >/dev/null
}

# only_secret_rights NAME 'ROLE PRINCIPAL'...
only_secret_rights() {
  local found name=$1
  shift
  found=$(gcloud secrets get-iam-policy "$name" --project="$project" "\${listed[@]}")
  only "Right on the secret $name" "$readers" "$@" <<<"$found"
}
`;

/** Whoever else reads one, by a role that is known to let somebody or by one that is not known; those who only add values are not told.
 *  What somebody may do with all secrets of the project is not asked here. */
export const secretComplaints = ({ secrets }: GcpSetup): readonly string[] =>
  secrets.map(({ id, principal, role }) => `only_secret_rights ${word(id)} "${role} ${principal}"`);
