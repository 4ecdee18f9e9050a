import type { ClusterUnderTest } from '../../../cluster/cluster-under-test.ts';
import type { FakeGitHub } from '../../../cluster/fake-github.ts';
import type { StepResult } from '../../../cluster/run-action.ts';
import { openStage } from '../../../cluster/scenario-run/stage.ts';
import { WEB } from '../../../cluster/scenarios/workload.ts';
import type { Contender, Judged } from '../contender.ts';

/** Ours: the bundled action as a runner runs it, with every input at its default but those of a strategy, and with the least Role. */
export const sluice = (
  around: {
    readonly cluster: ClusterUnderTest;
    readonly github: FakeGitHub;
  },
  version: string,
): Contender => ({
  name: 'sluice',
  version,
  restores: true,
  async enter({ id, limits, strategy }, all) {
    const stage = await openStage(`bench-${id}`, WEB, all, around, strategy?.kind);
    return {
      namespace: stage.namespace,
      async prepare(objects) {
        const { outputs, log } = await stage.rollOut(objects);
        if (outputs['outcome'] !== 'complete') throw new Error(`The release before is not complete:\n${log}`);
      },
      async deploy(objects, firstWrite) {
        const start = Date.now();
        const timers: NodeJS.Timeout[] = [];
        const step = await stage.rollOut(objects, strategy?.inputs ?? {}, {
          onStart: (signal) => timers.push(setTimeout(() => signal('SIGINT'), limits.cut * 1000)),
        });
        for (const timer of timers) clearTimeout(timer);
        const written = firstWrite();
        return judgedBy(step, written === undefined ? undefined : written - start);
      },
      close: stage.close,
    };
  },
});

/** How a step judged; pure. Its output counts from the first write, the table from the start; a step that wrote nothing had its verdict
 *  at its end at the latest.
 *  @param before milliseconds from the start to the first write, where there was one */
export function judgedBy(
  { outputs, seconds }: Pick<StepResult, 'outputs' | 'seconds'>,
  before: number | undefined,
): Judged {
  const { outcome = '', sentence = '', class: code = '' } = outputs;
  const afterWrite = outputs['seconds-to-verdict'] ?? '';
  const open = ['', 'cancelled', 'unknown', 'superseded', 'skipped'].includes(outcome);
  const written = before === undefined ? 'nothing written' : `first write after ${(before / 1000).toFixed(1)} s`;
  return {
    verdict: outcome === 'complete' ? 'complete' : open ? 'none' : 'failed',
    seconds: before === undefined || afterWrite === '' ? seconds : before / 1000 + Number(afterWrite),
    said: `${written}; ${code === '' ? '' : `${code}: `}${sentence}`,
  };
}
