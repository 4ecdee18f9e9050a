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
        return judgedBy(step, (firstWrite() ?? start) - start);
      },
      close: stage.close,
    };
  },
});

/** How a step judged; pure. Its output counts from the first write, the table from the start.
 *  @param before milliseconds from the start to the first write */
export function judgedBy({ outputs, seconds }: Pick<StepResult, 'outputs' | 'seconds'>, before: number): Judged {
  const { outcome = '', sentence = '', class: code = '' } = outputs;
  const afterWrite = Number(outputs['seconds-to-verdict'] || 'NaN');
  const open = ['', 'cancelled', 'unknown', 'superseded', 'skipped'].includes(outcome);
  return {
    verdict: outcome === 'complete' ? 'complete' : open ? 'none' : 'failed',
    seconds: Number.isNaN(afterWrite) ? seconds : before / 1000 + afterWrite,
    said: `${Number.isNaN(afterWrite) ? 'nothing written' : `first write after ${(before / 1000).toFixed(1)} s`}; ${code === '' ? '' : `${code}: `}${sentence}`,
  };
}
