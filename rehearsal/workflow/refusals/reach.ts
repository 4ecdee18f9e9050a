import type { WorkflowDefinition } from '../definition.ts';
import { admits } from '../filter-pattern.ts';
import { childOf, literalText, literalTexts, type Token } from '../token.ts';
import { eventConfiguration } from '../trigger.ts';
import { workflowReference } from '../workflow-reference.ts';

/** A workflow file as far as it matters for what reaches it. */
export type Reachable = Pick<WorkflowDefinition, 'path' | 'name' | 'on' | 'permissions' | 'jobs'>;

/** Paths of all files of one commit that an event can reach when it starts some: those that they call, and those that one of their jobs
 *  may dispatch. Cautious where a token's holder decides: what may be dispatched counts as reached.
 *  @param files all workflow files of the commit that could be read, by path */
export function reachedPaths(files: ReadonlyMap<string, Reachable>, started: readonly string[]): readonly string[] {
  const reached = new Set<string>();
  const waiting = [...started];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (reached.has(path)) continue;
    reached.add(path);
    const file = files.get(path);
    if (file !== undefined) waiting.push(...nextPaths(files, file));
  }
  return [...reached].sort();
}

function nextPaths(files: ReadonlyMap<string, Reachable>, file: Reachable): readonly string[] {
  const called = file.jobs.flatMap((job) => {
    const reference = job.kind === 'call' ? workflowReference(job.uses) : undefined;
    return reference?.kind === 'here' ? [reference.path] : [];
  });
  const others = [...files.values()];
  const dispatched = others.filter(({ on }) => listens(on, 'workflow_dispatch') && mayRaise(file, 'workflow_dispatch'));
  return [...called, ...dispatched.map(({ path }) => path)];
}

/** Paths of files of the default branch that what was reached starts there: those that follow its runs, and those that one of its jobs
 *  may start by a dispatch of the repository.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#workflow_run */
export const followingPaths = (
  onDefault: ReadonlyMap<string, Reachable>,
  reached: readonly Reachable[],
): readonly string[] =>
  [...onDefault.values()]
    .filter(
      ({ on }) =>
        reached.some(({ name }) => admits(followedNames(on), name)) ||
        (listens(on, 'repository_dispatch') && reached.some((file) => mayRaise(file, 'repository_dispatch'))),
    )
    .map(({ path }) => path);

const followedNames = (on: Reachable['on']): readonly string[] =>
  literalTexts(childOf(eventConfiguration(on, 'workflow_run') ?? undefined, 'workflows'));

const listens = (on: Reachable['on'], event: string): boolean => eventConfiguration(on, event) !== undefined;

/** Events that a job's own token may raise, and the permission it needs for that.
 *  @see https://docs.github.com/en/rest/actions/workflows#create-a-workflow-dispatch-event
 *  @see https://docs.github.com/en/rest/repos/repos#create-a-repository-dispatch-event */
const NEEDED = { workflow_dispatch: 'actions', repository_dispatch: 'contents' } as const;

const mayRaise = ({ permissions, jobs }: Reachable, event: keyof typeof NEEDED): boolean =>
  jobs.some((job) => mayWrite(job.permissions ?? permissions, NEEDED[event]));

const mayWrite = (permissions: Token | undefined, scope: string): boolean =>
  literalText(permissions) === 'write-all' || literalText(childOf(permissions, scope)) === 'write';
