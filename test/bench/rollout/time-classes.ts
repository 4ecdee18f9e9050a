import type { ClusterUnderTest } from '../../cluster/cluster-under-test.ts';
import type { KeptRows } from '../../cluster/load-run/kept-rows.ts';
import { turns } from '../../cluster/machine/turns.ts';
import type { Images } from '../../cluster/scenarios/workload.ts';
import { type BenchClass, DEFAULTS } from './bench-class.ts';
import { type Contender, takesPart } from './contender.ts';
import type { BenchRow } from './row.ts';
import { runClass } from './run-class.ts';

/** Times classes, `atOnce` at a time, and keeps the rows of each as it ends. The one with everybody's defaults only waits most of
 *  the time, so it runs beside them; strategies come after all others, one at a time.
 *  @returns a sentence for every class that could not be timed */
export async function timeClasses(
  classes: readonly BenchClass[],
  contenders: readonly Contender[],
  {
    atOnce,
    commit,
    kept,
    say,
    ...around
  }: {
    readonly cluster: ClusterUnderTest;
    readonly named: Images;
    readonly atOnce: number;
    readonly commit: string;
    readonly kept: Pick<KeptRows<BenchRow>, 'add'>;
    readonly say: (line: string) => void;
  },
): Promise<readonly string[]> {
  const failed: string[] = [];
  const time = async (benchClass: BenchClass) => {
    const those = contenders.filter(({ name }) => takesPart(name, benchClass));
    try {
      for (const { contender, restored = null, untrue = null, ...judged } of await runClass(
        benchClass,
        those,
        around,
      )) {
        const { name: tool, version } = contender;
        kept.add({
          class: benchClass.id,
          tool,
          version,
          commit,
          at: new Date().toISOString(),
          ...judged,
          restored,
          untrue,
        });
        const back = `${restored === null ? '' : `, restored after ${restored.toFixed(1)} s`}${untrue === null ? '' : `, untrue: ${untrue}`}`;
        say(
          `${benchClass.id}: ${tool} ${judged.verdict} after ${judged.seconds.toFixed(1)} s${back}; ${judged.said.slice(0, 200)}`,
        );
      }
    } catch (cause) {
      failed.push(`${benchClass.label}: ${cause instanceof Error ? cause.message : cause}`);
    }
  };
  const inTurn = turns(atOnce);
  const rolling = classes.filter(({ strategy }) => strategy === undefined);
  await Promise.all(rolling.map((each) => (each.limits === DEFAULTS ? time(each) : inTurn(() => time(each)))));
  for (const each of classes.filter(({ strategy }) => strategy !== undefined)) await time(each);
  return failed;
}
