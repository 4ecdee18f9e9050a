import type { Section } from '../text/section.ts';
import { word } from '../text/shell.ts';
import type { GcpSetup } from './gcp-setup.ts';

/** Roles of the project's own, before anybody gets them. */
export const roleSections = ({ roles }: GcpSetup): readonly Section[] =>
  roles.length === 0
    ? []
    : [
        {
          title: 'Roles of the project, where each of the cloud allows more than is needed',
          lines: roles.map(
            ({ id, title, permissions }) => `own_role ${word(id)} ${word(title)} ${word(permissions.join(','))}`,
          ),
        },
      ];

export const roleFunctions = ({ roles }: GcpSetup): string =>
  roles.length === 0
    ? ''
    : `
# own_role ID TITLE PERMISSIONS: exactly these. For a week one that was deleted is there all the same, and its name taken
own_role() {
  local found rule=(--title="$2" --permissions="$3" --stage=GA --quiet)
  if found=$(gcloud iam roles describe "$1" --project="$project" --format='value(deleted)' 2>/dev/null); then
    [ "$found" != True ] || gcloud iam roles undelete "$1" --project="$project" >/dev/null
    gcloud iam roles update "$1" --project="$project" "\${rule[@]}" >/dev/null
  else
    gcloud iam roles create "$1" --project="$project" "\${rule[@]}"
  fi
}
`;
