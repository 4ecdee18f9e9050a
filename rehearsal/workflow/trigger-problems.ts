import { limitOf } from '../../catalogue/github-limits.ts';
import { patternProblem } from './filter-pattern.ts';
import { NotRehearsed, type Refusal } from './problems.ts';
import { childOf, entriesOf, literalText, literalTexts, type MapToken, type Token } from './token.ts';

const FILTERS = ['branches', 'tags', 'paths'] as const;

/** What GitHub's server refuses in `on` and its parser lets through, in its words. The whole file counts for nothing then, whatever
 *  the event is.
 *  @see https://github.com/mapeditor/tiled/pull/4072 for the words about filters
 *  @throws {NotRehearsed} for a pattern that GitHub cannot read either, in words that are not known */
export function triggerProblems(path: string, root: MapToken): readonly string[] {
  const on = childOf(root, 'on');
  const name = literalText(childOf(root, 'name')) ?? path;
  const unreadable = entriesOf(on).flatMap(({ key, value }) => unreadablePatterns(key, value));
  if (unreadable.length > 0) throw new NotRehearsed(unreadable);
  return entriesOf(on)
    .flatMap(({ key, value }) => [...doubled(value), ...tooMany(key, value)])
    .concat(followed(on, name))
    .map((problem) => `${path}: ${problem}`);
}

const doubled = (filters: Token): readonly string[] =>
  FILTERS.filter((key) => childOf(filters, key) !== undefined && childOf(filters, `${key}-ignore`) !== undefined).map(
    (key) => `you may only define one of \`${key}\` and \`${key}-ignore\` for a single event`,
  );

/** @see https://github.blog/changelog/2025-12-04-actions-workflow-dispatch-workflows-now-support-25-inputs */
const tooMany = (event: string, configuration: Token): readonly string[] => {
  const limit = limitOf('dispatch-inputs');
  return event === 'workflow_dispatch' && entriesOf(childOf(configuration, 'inputs')).length > limit
    ? [`you may only define up to ${limit} \`inputs\` for a \`workflow_dispatch\` event`]
    : [];
};

/** @see https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#workflow_run */
function followed(on: Token | undefined, name: string): readonly string[] {
  const listens =
    on?.kind === 'map'
      ? entriesOf(on).some(({ key }) => key === 'workflow_run')
      : literalTexts(on).includes('workflow_run');
  if (!listens) return [];
  const names = literalTexts(childOf(childOf(on, 'workflow_run'), 'workflows'));
  if (names.length === 0) return [NO_WORKFLOWS];
  return names.some((one) => one.toLowerCase() === name.toLowerCase())
    ? [`Workflow '${name}' cannot listen to itself`]
    : [];
}

const NO_WORKFLOWS =
  '`on.workflow_run` does not reference any workflows. See https://docs.github.com/actions/learn-github-actions/events-that-trigger-workflows#workflow_run for more information';

function unreadablePatterns(event: string, configuration: Token): readonly Refusal[] {
  const keys = [
    ...FILTERS.flatMap((key) => [key, `${key}-ignore`]),
    ...(event === 'workflow_run' ? ['workflows'] : []),
  ];
  return keys.flatMap((key) => {
    const patterns = childOf(configuration, key);
    const items = patterns?.kind === 'list' ? patterns.items : patterns === undefined ? [] : [patterns];
    return items.flatMap((item): Refusal[] => {
      const problem = patternProblem(literalText(item) ?? '');
      const next =
        'GitHub cannot read it and runs nothing of the file; put a \\ before a character that is meant as it stands';
      return problem === undefined ? [] : [{ what: `${problem} in "${key}" of ${event}`, place: item.place, next }];
    });
  });
}
