import { describe, expect, it } from '@jest/globals';
import { type BenchClass, type LiveObject, SHORT } from '../../bench/rollout/bench-class.ts';
import type { ToolName } from '../../bench/rollout/contender.ts';
import { LIVED_IN_CLASSES } from '../../bench/rollout/lived-in-classes.ts';
import { cellOf } from '../../bench/rollout/peers-table.ts';
import { falsePositives, rankingProblems } from '../../bench/rollout/ranking.ts';
import type { BenchRow } from '../../bench/rollout/row.ts';

const contested: BenchClass = {
  id: 'contested',
  label: 'contested',
  kind: 'contested',
  followed: ['deployment', 'web'],
  limits: SHORT,
  before: () => [],
  after: () => [],
};
const row = (tool: ToolName, verdict: BenchRow['verdict'], seconds: number) => ({
  ...{ class: 'contested', tool, verdict, seconds, restored: null, version: 'v1', commit: 'c', at: '', said: '' },
});

describe('a verdict in a cluster that others have lived in', () => {
  const classNamed = (id: string) => LIVED_IN_CLASSES.find((each) => each.id === id);
  const deployment = (container: Readonly<Record<string, unknown>>) => ({
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: { template: { spec: { containers: [container] } } },
  });
  const brought = { kind: 'ConfigMap', metadata: { name: 'brought' } };
  const untrue = (id: string, verdict: BenchRow['verdict'], live: readonly LiveObject[], restores = true) =>
    classNamed(id)?.truth?.(verdict, live, { restores });

  it('is untrue when it says complete and what was given up is still there', () => {
    expect(untrue('adopt', 'complete', [deployment({ env: [{ name: 'RELIC' }] })])).toContain('still given');
    expect(untrue('adopt', 'failed', [deployment({ env: [{ name: 'RELIC' }] })])).toBeUndefined();
    expect(untrue('adopt', 'complete', [deployment({})])).toBeUndefined();
    expect(untrue('union', 'complete', [deployment({ readinessProbe: { httpGet: {}, exec: {} } })])).toContain('probe');
    expect(untrue('union', 'complete', [deployment({ readinessProbe: { exec: {} } })])).toBeUndefined();
  });

  it('is untrue when it says complete over what somebody else has set', () => {
    const live = [deployment({ env: [{ name: 'MODE', value: 'other' }] })];
    expect(untrue('foreign-writer', 'complete', live)).toContain('somebody else');
    expect(untrue('foreign-writer', 'none', live)).toBeUndefined();
  });

  it('is untrue of who goes back when what the release brought is left', () => {
    expect(untrue('left-behind', 'failed', [brought])).toContain('still there');
    expect(untrue('left-behind', 'failed', [brought], false)).toBeUndefined();
    expect(untrue('left-behind', 'failed', [])).toBeUndefined();
  });

  it('may be anything true where somebody else writes, and is ranked nowhere', () => {
    const ours = row('sluice', 'none', 9);
    expect(rankingProblems([contested], [ours])).toEqual([]);
    expect(rankingProblems([contested], [{ ...ours, untrue: 'complete, and it is not' }])).toEqual([
      'contested: ours says complete, and it is not.',
    ]);
    expect(cellOf(contested, ours)).toBe('not decided, 9.0');
    expect(cellOf(contested, { ...ours, verdict: 'complete', untrue: 'complete, and x' })).toBe(
      '**untrue**: complete, and x, 9.0',
    );
    expect([...(falsePositives([contested], [row('helm', 'failed', 3)]).get('helm') ?? [])]).toEqual([]);
  });
});
