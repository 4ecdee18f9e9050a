import type { BenchClass } from './bench-class.ts';
import { TOOLS, type ToolName } from './contender.ts';
import type { BenchRow } from './row.ts';

/** Seconds that ours watches on after a success, its default of `stable-for`. */
export const STABLE_FOR = 10;
const OVER_PEER = 2;

type Judging = Pick<BenchClass, 'id' | 'label' | 'kind' | 'strategy'>;
type Rows = readonly Pick<BenchRow, 'class' | 'tool' | 'verdict' | 'seconds' | 'restored' | 'untrue'>[];

/** Tools that called something failed that heals by itself: fast is no merit of theirs. Pure. */
export const falsePositives = (classes: readonly Judging[], rows: Rows): ReadonlyMap<ToolName, readonly string[]> =>
  new Map(
    TOOLS.map((tool) => [
      tool,
      classes
        .filter(
          ({ id, kind }) =>
            (kind === 'good' || kind === 'heals') &&
            rows.some((row) => row.class === id && row.tool === tool && row.verdict === 'failed'),
        )
        .map(({ id }) => id),
    ]),
  );

/** How much later than the first one is still as good, seconds; pure. */
export const slack = (first: number): number => Math.max(2, first * 0.05);

/** Every way in which ours is not as it must be, a sentence each; pure. */
export function rankingProblems(classes: readonly Judging[], rows: Rows): readonly string[] {
  const wrong = falsePositives(classes, rows);
  const ranked = TOOLS.filter((tool) => wrong.get(tool)?.length === 0);
  return classes.flatMap(({ id, label, kind, strategy }) => {
    const shown = rows.filter((row) => row.class === id);
    const ours = shown.find(({ tool }) => tool === 'sluice');
    if (ours === undefined) return [];
    if (typeof ours.untrue === 'string') return [`${label}: ours says ${ours.untrue}.`];
    if (kind === 'contested') return [];
    const wanted = kind === 'broken' ? 'failed' : 'complete';
    if (ours.verdict !== wanted) return [`${label}: ours ends "${ours.verdict}", wanted "${wanted}".`];
    if (kind !== 'broken') return successProblems(label, ours.seconds, shown, strategy);
    const right = shown.filter(
      ({ tool, verdict, untrue }) => ranked.includes(tool) && verdict === wanted && typeof untrue !== 'string',
    );
    return [
      ...lateProblems(
        label,
        'its verdict',
        ours.seconds,
        right.map(({ tool, seconds }) => ({ tool, seconds })),
      ),
      ...(ours.restored === null
        ? [`${label}: ours does not restore the release before.`]
        : lateProblems(
            label,
            'the release before',
            ours.restored,
            right.flatMap(({ tool, restored }) => (restored === null ? [] : [{ tool, seconds: restored }])),
          )),
    ];
  });
}

/** Success is measured against whoever watches least: kubectl, or Argo where a strategy is asked for. */
function successProblems(
  label: string,
  seconds: number,
  shown: Rows,
  strategy: BenchClass['strategy'],
): readonly string[] {
  const name = strategy === undefined ? 'kubectl' : 'argo-rollouts';
  const peer = shown.find(({ tool, verdict }) => tool === name && verdict === 'complete');
  const limit = (peer?.seconds ?? Number.POSITIVE_INFINITY) + (strategy?.longer ?? STABLE_FOR) + OVER_PEER;
  if (seconds <= limit) return [];
  return [`${label}: ours takes ${seconds.toFixed(1)} s, wanted at most ${limit.toFixed(1)} s.`];
}

function lateProblems(
  label: string,
  what: string,
  ours: number,
  all: readonly { readonly tool: ToolName; readonly seconds: number }[],
): readonly string[] {
  const [first] = all.toSorted((a, b) => a.seconds - b.seconds);
  if (first === undefined || ours <= first.seconds + slack(first.seconds)) return [];
  return [`${label}: ours has ${what} after ${ours.toFixed(1)} s, ${first.tool} after ${first.seconds.toFixed(1)} s.`];
}
