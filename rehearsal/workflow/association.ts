import { ACTIONS_BOT } from '../github/tokens.ts';

/** What somebody is to the repository, as webhooks say it: workflows ask it before they do what somebody wants. Whoever acts in a rehearsal
 *  may write to the repository, but for strangers with a fork.
 *  @see https://docs.github.com/en/graphql/reference/enums#commentauthorassociation */
export function associationOf(
  login: string,
  { owner }: { readonly owner: string },
  stranger?: { readonly isNew: boolean },
): string {
  if (stranger !== undefined) return stranger.isNew ? 'FIRST_TIME_CONTRIBUTOR' : 'CONTRIBUTOR';
  if (login === ACTIONS_BOT.login) return 'NONE';
  return login.toLowerCase() === owner.toLowerCase() ? 'OWNER' : 'COLLABORATOR';
}
