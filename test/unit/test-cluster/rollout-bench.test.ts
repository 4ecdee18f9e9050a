import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type BenchClass, SHORT } from '../../bench/rollout/bench-class.ts';
import { CLASSES } from '../../bench/rollout/classes.ts';
import { TOOLS, type ToolName, takesPart } from '../../bench/rollout/contender.ts';
import { phaseIn, rolloutOf } from '../../bench/rollout/contenders/argo-rollouts.ts';
import { multitrackSpecs } from '../../bench/rollout/contenders/kubedog.ts';
import { verdictOf } from '../../bench/rollout/contenders/plain-namespace.ts';
import { judgedBy } from '../../bench/rollout/contenders/sluice.ts';
import { MARK, marked } from '../../bench/rollout/marked.ts';
import { pinnedVersion } from '../../bench/rollout/peer-programs.ts';
import { cellOf, peersTable } from '../../bench/rollout/peers-table.ts';
import { falsePositives, rankingProblems, slack } from '../../bench/rollout/ranking.ts';
import { currentRows, remainingClasses } from '../../bench/rollout/remaining-classes.ts';
import { firstWrite, isWhole, podsValue, restoredAfter } from '../../bench/rollout/restored.ts';
import type { BenchRow } from '../../bench/rollout/row.ts';
import { STRATEGY_CLASSES } from '../../bench/rollout/strategy-classes.ts';
import { web } from '../../cluster/scenarios/workload.ts';

const classOf = (id: string, kind: BenchClass['kind']): BenchClass => ({
  id,
  label: id,
  kind,
  followed: ['deployment', 'web'],
  limits: SHORT,
  before: () => [],
  after: () => [],
});
const CRASH = classOf('crash', 'broken');
const GOOD = classOf('good', 'good');
const LATE = classOf('late', 'heals');

const row = (
  tool: ToolName,
  id: string,
  verdict: BenchRow['verdict'],
  seconds: number,
  restored: number | null = null,
) => ({ class: id, tool, verdict, seconds, restored, version: 'v1', commit: 'c', at: '', said: '' }) satisfies BenchRow;

describe('the ranking of tools', () => {
  const all = [CRASH, GOOD, LATE];

  it('holds when ours is first everywhere, and not much slower than kubectl on success', () => {
    const rows = [
      row('sluice', 'crash', 'failed', 15, 27),
      row('kubectl', 'crash', 'failed', 120),
      row('helm', 'crash', 'failed', 120, 124),
      row('sluice', 'good', 'complete', 14.9),
      row('kubectl', 'good', 'complete', 3),
    ];
    expect(rankingProblems(all, rows)).toEqual([]);
  });

  it('does not hold for a verdict, a restored release or a success that comes too late', () => {
    const rows = [
      row('sluice', 'crash', 'failed', 15, 130),
      row('kubedog', 'crash', 'failed', 12.9),
      row('helm', 'crash', 'failed', 120, 121),
      row('sluice', 'good', 'complete', 15.1),
      row('kubectl', 'good', 'complete', 3),
    ];
    expect(rankingProblems(all, rows)).toEqual([
      'crash: ours has its verdict after 15.0 s, kubedog after 12.9 s.',
      'crash: ours has the release before after 130.0 s, helm after 121.0 s.',
      'good: ours takes 15.1 s, wanted at most 15.0 s.',
    ]);
  });

  it('does not rank a tool that calls failed what heals by itself, however fast it is elsewhere', () => {
    const rows = [
      row('sluice', 'crash', 'failed', 15, 27),
      row('kubedog', 'crash', 'failed', 1),
      row('kubedog', 'late', 'failed', 2),
      row('sluice', 'late', 'complete', 30),
    ];
    expect(falsePositives(all, rows).get('kubedog')).toEqual(['late']);
    expect(rankingProblems(all, rows)).toEqual([]);
    expect(rankingProblems(all, rows.with(2, row('kubedog', 'late', 'complete', 20)))).toHaveLength(1);
  });

  it('does not rank a wrong verdict in its row, and tells every wrong one of ours', () => {
    expect(
      rankingProblems(all, [row('sluice', 'crash', 'failed', 15, 27), row('kubedog', 'crash', 'complete', 1)]),
    ).toEqual([]);
    expect(rankingProblems(all, [row('sluice', 'crash', 'none', 150), row('sluice', 'late', 'failed', 15)])).toEqual([
      'crash: ours ends "none", wanted "failed".',
      'late: ours ends "failed", wanted "complete".',
    ]);
    expect(rankingProblems(all, [row('sluice', 'crash', 'failed', 15)])).toEqual([
      'crash: ours does not restore the release before.',
    ]);
  });

  it('gives ours the time on success that it was told to watch on', () => {
    const [blueGreen = GOOD] = STRATEGY_CLASSES;
    const rows = (seconds: number) => [
      row('sluice', blueGreen.id, 'complete', seconds),
      row('argo-rollouts', blueGreen.id, 'complete', 4),
    ];
    expect(rankingProblems([blueGreen], rows(4 + 17 + 2))).toEqual([]);
    expect(rankingProblems([blueGreen], rows(23.1))).toHaveLength(1);
  });

  it('never blames ours where no other ranked tool is faster', () => {
    const seconds = fc.double({ min: 0.1, max: 150, noNaN: true });
    fc.assert(
      fc.property(seconds, fc.array(seconds, { maxLength: 3 }), (ours, others) => {
        const rows = others.map((each, index) => row(TOOLS[index + 1] ?? 'helm', 'crash', 'failed', each));
        const problems = rankingProblems([CRASH], [row('sluice', 'crash', 'failed', ours, 0), ...rows]);
        expect(problems).toHaveLength(others.some((each) => ours > each + slack(each)) ? 1 : 0);
      }),
    );
  });
});

describe('the table of tools', () => {
  it('has a line a class and a column a tool that was timed', () => {
    const rows = [
      row('sluice', 'crash', 'failed', 15.04, 27),
      row('kubectl', 'crash', 'none', 150),
      row('kubedog', 'crash', 'complete', 2),
      row('sluice', 'late', 'complete', 40),
      row('kubedog', 'late', 'failed', 3),
    ];
    expect(peersTable([CRASH, GOOD, LATE], rows)).toBe(
      [
        '| class | sluice v1 | kubectl v1 | kubedog v1, not ranked |',
        '| --- | ---: | ---: | ---: |',
        '| crash | 15.0 / 27.0 | none in 150 / – | **wrong**: complete, 2.0 / – |',
        '| late | 40.0 |  | **wrong**: failed, 3.0 |',
      ].join('\n'),
    );
  });

  it('says nothing of a restored release where nothing had to be restored', () => {
    expect(cellOf(GOOD, row('helm', 'good', 'complete', 4))).toBe('4.0');
  });
});

describe('a bench that was interrupted', () => {
  const tools = [
    { name: 'sluice', version: 'v1' },
    { name: 'helm', version: 'v1' },
  ] as const;

  it('goes on with the classes in which a tool is missing, or has another version now', () => {
    const rows = [
      row('sluice', 'crash', 'failed', 1),
      row('helm', 'crash', 'failed', 2),
      row('sluice', 'good', 'complete', 3),
    ];
    const left = (kept: readonly BenchRow[]) => remainingClasses([CRASH, GOOD, LATE], kept, tools).map(({ id }) => id);
    expect(left(rows)).toEqual(['good', 'late']);
    expect(left([{ ...row('sluice', 'crash', 'failed', 1), version: 'v0' }, ...rows.slice(1)])).toEqual([
      'crash',
      'good',
      'late',
    ]);
  });

  it('does not wait for a tool that takes no part in a class', () => {
    const strategy = { ...(STRATEGY_CLASSES[0] ?? GOOD), id: 'good' };
    expect(remainingClasses([strategy], [row('sluice', 'good', 'complete', 1)], tools)).toEqual([]);
  });

  it('believes the later one of two rows', () => {
    const rows = [
      row('helm', 'crash', 'failed', 2),
      row('helm', 'crash', 'failed', 9),
      row('kubedog', 'crash', 'failed', 1),
    ];
    expect(currentRows(rows, tools)).toEqual([rows[1]]);
  });
});

describe('a restored release', () => {
  const whole = 'before|2|2|2|2';
  const step = (at: number, value: string) => ({ at, value });

  it('is whole when every pod is of it, and available', () => {
    expect(isWhole(whole)).toBe(true);
    for (const other of ['after|2|2|2|2', 'before|2|3|2|2', 'before|2|2|2|1', 'before|2|2|2|'])
      expect(isWhole(other)).toBe(false);
  });

  it('is there after its last step that was not whole', () => {
    const steps = [step(900, whole), step(1500, 'after|2|3|1|2'), step(9000, 'before|2|3|1|2'), step(11_000, whole)];
    expect(restoredAfter(steps, 1000)).toBe(10);
    expect(firstWrite(steps, 1000)).toBe(1500);
    expect(restoredAfter(steps.slice(0, 3), 1000)).toBeUndefined();
  });

  it('is seen by its pods where another one runs beside it', () => {
    const pod = (mark: string | undefined, ready = true) => ({ mark, ready });
    const beside = podsValue([pod('before'), pod('before'), pod('after', false)], 2);
    expect(isWhole(beside)).toBe(true);
    expect(firstWrite([step(1100, beside)], 1000)).toBe(1100);
    expect(isWhole(podsValue([pod('before'), pod('before', false), pod('after')], 2))).toBe(false);
    expect(isWhole(podsValue([pod('before'), pod('before')], 2))).toBe(true);
  });

  it('was there all the time when nothing was written', () => {
    expect(restoredAfter([step(900, whole)], 1000)).toBe(0);
    expect(firstWrite([step(900, whole)], 1000)).toBeUndefined();
  });
});

describe('what every tool is given', () => {
  const objects = web({ image: 'registry.test/web@sha256:00' });

  it('is marked and has the deadline of its class, or the default', () => {
    const [deployment, service] = marked(objects, 'after', SHORT);
    expect(deployment?.spec).toMatchObject({
      progressDeadlineSeconds: 120,
      template: { metadata: { annotations: { [MARK]: 'after' } } },
    });
    expect(service).toBe(objects[1]);
    expect(marked(objects, 'before', { cut: 660 })[0]?.spec).not.toHaveProperty('progressDeadlineSeconds');
  });

  it('names every workload to kubedog', () => {
    expect(multitrackSpecs(objects, 'here')).toEqual({
      Deployments: [{ ResourceName: 'web', Namespace: 'here' }],
      StatefulSets: [],
      DaemonSets: [],
      Jobs: [],
    });
  });

  it('has a name of its own in every class', () => {
    const all = [...CLASSES, ...STRATEGY_CLASSES];
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  });

  it('is what each tool knows: strategies are for ours and Argo alone', () => {
    const [strategy = GOOD] = STRATEGY_CLASSES;
    expect(TOOLS.filter((tool) => takesPart(tool, strategy))).toEqual(['sluice', 'argo-rollouts']);
    expect(TOOLS.filter((tool) => takesPart(tool, GOOD))).toEqual(['sluice', 'kubectl', 'helm', 'kubedog']);
  });

  it('is a Rollout of the same pods for Argo', () => {
    const [strategy = GOOD] = STRATEGY_CLASSES;
    const [deployment = objects[0], service] = objects.map((each) => rolloutOf(each, strategy));
    expect(deployment).toMatchObject({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      spec: { replicas: 2, strategy: { blueGreen: { activeService: 'web' } }, progressDeadlineAbort: true },
    });
    expect(service).toBe(objects[1]);
  });
});

describe('the verdict of a step', () => {
  const outputs = { outcome: 'rolled-back', class: 'oom', sentence: 'Too much.', 'seconds-to-verdict': '2.5' };

  it('counts from the start of the step, not from its first write', () => {
    expect(judgedBy({ outputs, seconds: 20 }, 1500)).toEqual({
      verdict: 'failed',
      seconds: 4,
      said: 'first write after 1.5 s; oom: Too much.',
    });
  });

  it('is the end of a step that wrote nothing, and none where it was cut', () => {
    expect(
      judgedBy({ outputs: { outcome: 'refused', 'seconds-to-verdict': '0' }, seconds: 1.5 }, undefined),
    ).toMatchObject({
      verdict: 'failed',
      seconds: 1.5,
    });
    expect(judgedBy({ outputs: { outcome: 'cancelled' }, seconds: 150 }, 200).verdict).toBe('none');
  });
});

describe('the verdict of another tool', () => {
  it('is its exit code, and none where it crashed or was ended', () => {
    expect([0, 1, 2, 134, null].map((code) => verdictOf({ code }))).toEqual([
      'complete',
      'failed',
      'none',
      'none',
      'none',
    ]);
  });

  it('is the phase of a Rollout that its controller has seen', () => {
    expect(phaseIn('Healthy|3|3|')).toBe('Healthy');
    expect(phaseIn('Healthy|4|3|')).toBe('');
  });
});

describe('the version of a peer', () => {
  it('is read from the go.mod that pins it', () => {
    expect(pinnedVersion('require (\n\thelm.sh/helm/v4 v4.3.1 // indirect\n)\n', 'helm.sh/helm/v4')).toBe('v4.3.1');
    expect(() => pinnedVersion('go 1.26.0\n', 'helm.sh/helm/v4')).toThrow('requires no version of helm.sh/helm/v4');
  });
});
