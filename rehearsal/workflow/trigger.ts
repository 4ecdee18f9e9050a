import { ruleOf } from './event-table.ts';
import { admits } from './filter-pattern.ts';
import type { Occurrence } from './occurrence.ts';
import { isDue, type Schedule, schedulesOf } from './schedule.ts';
import { childOf, literalTexts, type Token } from './token.ts';

/** A run that a workflow wants: at most one of an event, and one for each entry of `on.schedule` whose time it is. */
export interface Start {
  readonly schedule?: Schedule;
}

/** Changed paths of an event; `undefined` when GitHub made no list. Asked for only when a filter on paths decides. */
export type ChangedPaths = () => Promise<readonly string[] | undefined>;

/** Configuration of one event below `on`: `undefined` when the workflow does not name it, `null` when it names it without one. */
export function eventConfiguration(on: Token, event: string): Token | null | undefined {
  if (on.kind !== 'map') return literalTexts(on).includes(event) ? null : undefined;
  const token = childOf(on, event);
  return token?.kind === 'map' ? token : token === undefined ? undefined : null;
}

/** Which runs of a workflow with this `on` an event starts. */
export async function startsOf(on: Token, occurrence: Occurrence, paths: ChangedPaths): Promise<readonly Start[]> {
  const { name, event } = occurrence;
  const filters = eventConfiguration(on, name);
  if (filters === undefined) return [];
  if (event.kind === 'schedule') return dueSchedules(on, event.due);
  const wanted =
    typesAdmit(filters ?? undefined, occurrence) &&
    (filters === null || (workflowsAdmit(filters, occurrence) && refsAdmit(filters, occurrence)));
  if (!wanted) return [];
  const asksPaths = filters !== null && name !== 'create' && !isTag(occurrence) && has(filters, 'paths');
  return asksPaths && !(await pathsAdmit(filters, paths)) ? [] : [{}];
}

function dueSchedules(on: Token, due: { readonly at: number } | { readonly cron: string }): readonly Start[] {
  const wanted = (schedule: Schedule): boolean =>
    'cron' in due ? schedule.cron === due.cron : isDue(schedule, due.at);
  return schedulesOf(on).flatMap((schedule) => (wanted(schedule) ? [{ schedule }] : []));
}

function typesAdmit(filters: Token | undefined, { name, action }: Occurrence): boolean {
  const types = childOf(filters, 'types');
  const wanted = types === undefined ? ruleOf(name).defaults : literalTexts(types);
  return wanted === undefined || action === undefined || wanted.includes(action);
}

/** The names of a `workflow_run` are patterns as well.
 *  @see https://github.com/orgs/community/discussions/128694 */
function workflowsAdmit(filters: Token, { event }: Occurrence): boolean {
  return event.kind !== 'workflow_run' || admits(literalTexts(childOf(filters, 'workflows')), event.of.name);
}

const isTag = ({ event }: Occurrence): boolean => event.kind === 'push' && event.ref.startsWith('refs/tags/');

/** Filters on branches and tags. Without them everything is admitted.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#onpushbranchestagsbranches-ignoretags-ignore */
function refsAdmit(filters: Token, { event, name }: Occurrence): boolean {
  switch (event.kind) {
    case 'push': {
      if (name === 'create') return true;
      const branch = event.ref.replace(/^refs\/(heads|tags)\//, '');
      // A workflow that filters branches only is not for tags, and the other way round.
      return event.ref.startsWith('refs/tags/')
        ? (named(filters, 'tags', branch) ?? !has(filters, 'branches'))
        : (named(filters, 'branches', branch) ?? !has(filters, 'tags'));
    }
    case 'pull_request':
    case 'merge_group':
      return named(filters, 'branches', event.base) ?? true;
    case 'workflow_run':
      return named(filters, 'branches', event.of.headBranch) ?? true;
    default:
      return true;
  }
}

const has = (filters: Token, key: string): boolean =>
  childOf(filters, key) !== undefined || childOf(filters, `${key}-ignore`) !== undefined;

/** The answer of a pair of filters, `undefined` when there is neither. */
function named(filters: Token, key: 'branches' | 'tags', name: string): boolean | undefined {
  const only = childOf(filters, key);
  const ignore = childOf(filters, `${key}-ignore`);
  if (only !== undefined) return admits(literalTexts(only), name);
  return ignore === undefined ? undefined : !admits(literalTexts(ignore), name);
}

async function pathsAdmit(filters: Token, paths: ChangedPaths): Promise<boolean> {
  const only = childOf(filters, 'paths');
  const ignore = literalTexts(childOf(filters, 'paths-ignore'));
  const changed = await paths();
  if (changed === undefined) return true;
  return changed.some((path) => (only === undefined ? !admits(ignore, path) : admits(literalTexts(only), path)));
}

/** Whether a workflow can be dispatched, and what its inputs are. */
export const dispatchConfiguration = (on: Token): Token | null | undefined =>
  eventConfiguration(on, 'workflow_dispatch');
