import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createVirtualClock } from '../../../../rehearsal/cluster/virtual-clock.ts';
import { jobOf, outputsOf, resultsOf, type TestWorld, testWorld } from './world.ts';

/** A workflow of jobs that only pass or fail: `name: [needs, if, script]`. */
const jobs = (rows: Record<string, readonly [needs: string, condition: string, script: string]>): string =>
  `on: push\njobs:\n${Object.entries(rows)
    .map(([id, [needs, condition, script]]) =>
      [
        `  ${id}:`,
        '    runs-on: x',
        needs === '' ? '' : `    needs: [${needs}]`,
        condition === '' ? '' : `    if: ${JSON.stringify(condition)}`,
        `    steps: [{ run: ${JSON.stringify(script)} }]`,
      ]
        .filter((line) => line !== '')
        .join('\n'),
    )
    .join('\n')}\n`;

describe('jobs', () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await testWorld();
  });
  afterAll(() => world.close());

  it('row 4: an if without a status function is success() && (…)', async () => {
    const result = await world.run(
      jobs({ a: ['', '', 'exit 1'], b: ['a', 'true', 'true'], c: ['a', "!cancelled() && 'x'", 'true'] }),
    );
    expect(resultsOf(result)).toEqual({ a: 'failure', b: 'skipped', c: 'success' });
    expect(result.run.conclusion).toBe('failure');
  });

  it('row 5: success() looks at all ancestors, so a skipped grandparent skips the job', async () => {
    const rows = { a: ['', 'false', 'true'], b: ['a', 'always()', 'true'], c: ['b', '', 'true'] } as const;
    expect(resultsOf(await world.run(jobs(rows)))).toEqual({ a: 'skipped', b: 'success', c: 'skipped' });
  });

  it('row 6: failure() is true when any ancestor failed', async () => {
    const rows = { a: ['', '', 'exit 1'], b: ['a', 'always()', 'true'], undo: ['b', 'failure()', 'true'] } as const;
    expect(resultsOf(await world.run(jobs(rows)))).toEqual({ a: 'failure', b: 'success', undo: 'success' });
  });

  it('row 7: always() runs after a skipped need, whose result is skipped', async () => {
    const rows = { a: ['', 'false', 'true'], b: ['a', "always() && needs.a.result == 'skipped'", 'true'] } as const;
    expect(resultsOf(await world.run(jobs(rows)))).toEqual({ a: 'skipped', b: 'success' });
  });

  it('row 8: a job starts when its own needs have ended, not when a stage has', async () => {
    const flag = `${world.folder}/flag`;
    // `slow` can only end when `deploy`, two steps further down, has run.
    const wait = `while [ ! -e ${flag} ]; do read -r -t 0.02 < <(:) || :; done`;
    const rows = { slow: ['', '', wait], build: ['', '', 'true'], deploy: ['build', '', `touch ${flag}`] } as const;
    expect(resultsOf(await world.run(jobs(rows)))).toEqual({ slow: 'success', build: 'success', deploy: 'success' });
  });

  it('row 14: a late job is cancelled, and for its dependents neither failure() nor cancelled() holds', async () => {
    const clock = createVirtualClock();
    const late = await testWorld({ clock });
    try {
      const [run] = await late.engine.trigger(
        await late.commit({
          '.github/workflows/w.yml': `
on: push
jobs:
  a:
    runs-on: x
    timeout-minutes: 2
    outputs: { seen: "\${{ steps.after.outputs.seen }}" }
    steps:
      - run: echo ready; sleep 300
      - id: after
        if: always()
        run: echo "seen=\${{ job.status }}" >> "$GITHUB_OUTPUT"
  undo: { needs: a, if: failure(), runs-on: x, steps: [{ run: "true" }] }
  stopped: { needs: a, if: cancelled(), runs-on: x, steps: [{ run: "true" }] }
  deploy: { needs: a, if: "!cancelled() && !failure()", runs-on: x, steps: [{ run: "true" }] }
  repair: { needs: a, if: "always() && needs.a.result != 'success'", runs-on: x, steps: [{ run: "true" }] }
`,
        }),
      );
      if (run === undefined) throw new Error('no run');
      await late.until((event) => event.kind === 'step-line' && event.line === 'ready');
      clock.advance(2 * 60_000);
      clock.advance(10_000);
      const result = await late.engine.finished(run);
      expect(resultsOf(result)).toEqual({
        ...{ a: 'cancelled', undo: 'skipped', stopped: 'skipped', deploy: 'success', repair: 'success' },
      });
      expect(outputsOf(result, 'a')).toEqual({ seen: 'cancelled' });
      expect(jobOf(result, 'a').annotations[0]?.message).toContain('maximum execution time of 2 minutes');
    } finally {
      await late.close();
    }
  });

  it('row 15: a step that is late fails; times are cut to whole minutes', async () => {
    const clock = createVirtualClock();
    const late = await testWorld({ clock });
    try {
      const step = (minutes: string, script: string) =>
        `{ timeout-minutes: ${minutes}, run: ${JSON.stringify(script)} }`;
      const event = await late.commit({
        '.github/workflows/w.yml': `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - ${step('0.5', 'echo none; true')}\n      - ${step('1.9', 'echo ready; sleep 300')}\n      - { if: failure(), run: "true" }\n`,
      });
      const [run] = await late.engine.trigger(event);
      if (run === undefined) throw new Error('no run');
      await late.until((one) => one.kind === 'step-line' && one.line === 'ready');
      clock.advance(60_000);
      clock.advance(10_000);
      const { steps, result } = jobOf(await late.engine.finished(run), 'a');
      expect(steps.map((one) => one.result.conclusion)).toEqual(['success', 'failure', 'success']);
      expect(result).toBe('failure');
    } finally {
      await late.close();
    }
  });

  it('row 17: a cancelled job is cancelled; dependents with cancelled() or always() run', async () => {
    const event = await world.commit({
      '.github/workflows/w.yml': jobs({
        a: ['', '', 'trap "exit 1" INT; echo ready; while :; do read -r -t 0.02 < <(:) || :; done'],
        plain: ['a', '', 'true'],
        stopped: ['a', 'cancelled()', 'true'],
        always: ['a', "always() && needs.a.result == 'cancelled'", 'true'],
      }),
    });
    const [run] = await world.engine.trigger(event);
    if (run === undefined) throw new Error('no run');
    await world.until((one) => one.run === run && one.kind === 'step-line' && one.line === 'ready');
    world.engine.cancel(run);
    const result = await world.engine.finished(run);
    expect(resultsOf(result)).toEqual({ a: 'cancelled', plain: 'skipped', stopped: 'success', always: 'success' });
    expect(run.conclusion).toBe('cancelled');
  });

  it('fails a job whose condition cannot be evaluated, with the place in the sentence', async () => {
    const result = await world.run(jobs({ a: ['', "fromJSON('{')", 'true'], b: ['a', 'failure()', 'true'] }));
    expect(resultsOf(result)).toEqual({ a: 'failure', b: 'success' });
  });

  it('reads texts of many lines as YAML gives them, with expressions inside', async () => {
    const result = await world.run(`
on: push
jobs:
  no:
    runs-on: x
    if: >-
      \${{ !cancelled() &&
      github.ref == 'refs/heads/other' }}
    steps: [{ run: "true" }]
  yes:
    runs-on: x
    outputs: { seen: "\${{ toJSON(steps.s.outputs.seen) }}" }
    steps:
      - id: s
        env:
          LITERAL: |-
            \${{ github.ref_name }}
              {it's}
          FOLDED: >
            \${{ github.ref_name }}
            goes on
          QUOTED: "\${{ github.ref_name }}
            and on"
        run: |
          { echo 'seen<<END'; printf '[%s]' "$LITERAL" "$FOLDED" "$QUOTED"; echo; echo END; } >> "$GITHUB_OUTPUT"
`);
    expect(resultsOf(result)).toEqual({ no: 'skipped', yes: 'success' });
    expect(JSON.parse(outputsOf(result, 'yes')['seen'] ?? '')).toBe("[main\n  {it's}][main goes on\n][main and on]");
  });

  it('names a run by run-name, and by the commit where there is none', async () => {
    const named = await world.run(
      `run-name: Deploy \${{ github.ref_name }} by \${{ github.actor }}\n${jobs({ a: ['', '', 'true'] })}`,
    );
    expect(named.title).toBe('Deploy main by mina');
    expect((await world.run(jobs({ a: ['', '', 'true'] }))).title).toBe('change');
  });
});
