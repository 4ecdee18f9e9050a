import type { RepositoryEvent } from '../workflow/event.ts';
import type { Call } from './call.ts';
import { accountOf } from './tokens.ts';

/** Who did what a request has done: events by a job's token start next to nothing. */
export const causedBy = ({ grant }: Pick<Call, 'grant'>): Pick<RepositoryEvent, 'actor' | 'causedBy'> => ({
  actor: accountOf(grant).login,
  ...(grant.kind === 'job' ? { causedBy: 'job-token' } : {}),
});

/** `refs/heads/x` or `refs/tags/x` for the name of a branch or a tag in whatever form; `undefined` for anything else, a commit
 *  included. */
export async function fullRef({ git }: Pick<Call, 'git'>, name: string): Promise<string | undefined> {
  const refs = name.startsWith('refs/') ? [name] : [`refs/heads/${name}`, `refs/tags/${name}`];
  for (const ref of refs) if ((await git.resolve(ref)) !== undefined) return ref;
  return undefined;
}
