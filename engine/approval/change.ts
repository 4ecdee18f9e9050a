import type { Cluster } from '../rollout/cluster.ts';
import type { Base } from './base.ts';
import type { CommitFacts, Commits } from './commits.ts';
import { type People, peopleOf } from './people.ts';
import { readBase } from './read-base.ts';

/** What an approval would change for one service, and who made it. */
export interface Change {
  readonly base: Base;
  /** Newest last; `undefined` when GitHub does not know the commit that runs. Where no commit is known to run, what the new one has brought to its
   *  branch. */
  readonly commits: readonly CommitFacts[] | undefined;
  readonly people: People;
}

/** Reads what runs, and what would come. */
export async function readChange(
  { service, namespace, head }: { readonly service: string; readonly namespace: string; readonly head: string },
  { cluster, commits }: { readonly cluster: Pick<Cluster, 'get'>; readonly commits: Commits },
): Promise<Change> {
  const base = await readBase(cluster, service, namespace);
  const found = base.commit === undefined ? await commits.broughtBy(head) : await commits.between(base.commit, head);
  return { base, commits: found, people: peopleOf(found ?? []) };
}
