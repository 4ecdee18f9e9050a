import type { WorkflowDefinition } from '../definition.ts';
import { childOf, literalText, literalTexts, type Token } from '../token.ts';
import { eventConfiguration } from '../trigger.ts';

/** A workflow file as far as it matters for what reaches it. */
export type Reachable = Pick<WorkflowDefinition, 'path' | 'name' | 'on' | 'permissions' | 'jobs'>;

/** Paths of all files that an event can reach when it starts some: those that they call, those that follow their runs, and those that
 *  one of their jobs may dispatch. Cautious where a token's holder decides: what may be dispatched counts as reached.
 *  @param files all workflow files of the commit that could be read, by path
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#workflow_run */
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
  const called = file.jobs.flatMap((job) => (job.kind === 'call' ? [job.path] : []));
  const others = [...files.values()];
  const following = others.filter(({ on }) => followedNames(on).includes(file.name));
  const dispatched = others.filter(({ on }) => DISPATCHES.some((event) => listens(on, event) && mayRaise(file, event)));
  return [...called, ...[...following, ...dispatched].map(({ path }) => path)];
}

const followedNames = (on: Reachable['on']): readonly string[] =>
  literalTexts(childOf(eventConfiguration(on, 'workflow_run') ?? undefined, 'workflows'));

const listens = (on: Reachable['on'], event: string): boolean => eventConfiguration(on, event) !== undefined;

/** Events that a job's own token may raise, and the permission it needs for that.
 *  @see https://docs.github.com/en/rest/actions/workflows#create-a-workflow-dispatch-event
 *  @see https://docs.github.com/en/rest/repos/repos#create-a-repository-dispatch-event */
const DISPATCHES = ['workflow_dispatch', 'repository_dispatch'] as const;
const NEEDED = { workflow_dispatch: 'actions', repository_dispatch: 'contents' } as const;

const mayRaise = ({ permissions, jobs }: Reachable, event: (typeof DISPATCHES)[number]): boolean =>
  jobs.some((job) => mayWrite(job.permissions ?? permissions, NEEDED[event]));

const mayWrite = (permissions: Token | undefined, scope: string): boolean =>
  literalText(permissions) === 'write-all' || literalText(childOf(permissions, scope)) === 'write';
