import type { PullRequestEvent, PushEvent } from './event.ts';
import { admits } from './filter-pattern.ts';
import { refuseUnknownKeys } from './known-keys.ts';
import { childOf, literalTexts, type Token } from './token.ts';

/** The types of pull request events that start a workflow which names none.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#pull_request */
const DEFAULT_TYPES: readonly string[] = ['opened', 'synchronize', 'reopened'];

/** Configuration of one event below `on`: `undefined` when the workflow does not name it, `null` when it names it without one. */
export function eventConfiguration(on: Token, event: string): Token | null | undefined {
  if (on.kind !== 'map') return literalTexts(on).includes(event) ? null : undefined;
  const token = childOf(on, event);
  return token?.kind === 'map' ? token : token === undefined ? undefined : null;
}

/** Whether a push or a pull request starts a workflow with this `on`. `paths` is asked only when a filter on paths decides. */
export async function starts(
  on: Token,
  event: PushEvent | PullRequestEvent,
  paths: () => Promise<readonly string[]>,
): Promise<boolean> {
  const filters = eventConfiguration(on, event.kind);
  if (filters === undefined) return false;
  if (filters === null) return event.kind === 'push' || DEFAULT_TYPES.includes(event.action);
  refuseUnknownKeys(event.kind, filters);
  if (event.kind === 'pull_request') {
    const types = childOf(filters, 'types');
    const wanted = types === undefined ? DEFAULT_TYPES : literalTexts(types);
    return (
      wanted.includes(event.action) &&
      (named(filters, 'branches', event.base) ?? true) &&
      (await pathsAdmit(filters, paths))
    );
  }
  const tag = /^refs\/tags\/(.+)$/.exec(event.ref)?.[1];
  if (tag !== undefined) {
    // A workflow that filters branches only is not for tags, and the other way round; paths are not asked for tags.
    return named(filters, 'tags', tag) ?? !has(filters, 'branches');
  }
  const branch = event.ref.replace(/^refs\/heads\//, '');
  return (named(filters, 'branches', branch) ?? !has(filters, 'tags')) && (await pathsAdmit(filters, paths));
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

async function pathsAdmit(filters: Token, paths: () => Promise<readonly string[]>): Promise<boolean> {
  if (!has(filters, 'paths')) return true;
  const only = literalTexts(childOf(filters, 'paths'));
  const ignore = literalTexts(childOf(filters, 'paths-ignore'));
  const changed = await paths();
  return changed.some((path) => (only.length > 0 ? admits(only, path) : !admits(ignore, path)));
}

/** Whether a workflow can be dispatched, and what its inputs are. */
export const dispatchConfiguration = (on: Token): Token | null | undefined => {
  const token = eventConfiguration(on, 'workflow_dispatch');
  refuseUnknownKeys('workflow_dispatch', token ?? undefined);
  return token;
};
