import type { Section } from '../text/section.ts';
import { word } from '../text/shell.ts';
import type { GcpSetup } from './gcp-setup.ts';

/** What a setup asks of `gcloud` for the data of tiers; nothing where no service keeps any. */
export const databaseSections = ({ databases, pods }: GcpSetup): readonly Section[] =>
  databases.length === 0
    ? []
    : [
        {
          title: 'The database of each tier',
          lines: databases.map(
            ({ name, location, deleteProtection }) =>
              `database ${word(name)} ${word(location)} ${deleteProtection ? '--delete-protection' : '--no-delete-protection'}`,
          ),
        },
        {
          title: "The pods of each service, and the database of their tier: that one's name is the whole rule",
          lines: pods.map(
            ({ principal, right }) =>
              `database_right ${word(right.database)} ${right.role} ${word(principal)} "${right.condition}"`,
          ),
        },
      ];

export const databaseFunctions = ({ databases }: GcpSetup): string =>
  databases.length === 0
    ? ''
    : `
# database NAME LOCATION PROTECTION: it is never deleted or moved here
database() {
  local found
  if found=$(gcloud firestore databases describe --database="$1" --project="$project" \\
    --format='value[separator=" "](locationId,type)' 2>/dev/null); then
    [ "$found" = "$2 FIRESTORE_NATIVE" ] ||
      complain "The database $1 is $found, wanted: $2 FIRESTORE_NATIVE. Neither can be changed: move its data, or say where it is."
    gcloud firestore databases update --database="$1" "$3" --project="$project" >/dev/null
  else
    gcloud firestore databases create --database="$1" --location="$2" --type=firestore-native "$3" --project="$project"
  fi
}

# database_right NAME ROLE MEMBER CONDITION
database_right() {
  gcloud projects add-iam-policy-binding "$project" --role="$2" --member="$3" --condition="expression=$4,title=$1" >/dev/null
}
`;
