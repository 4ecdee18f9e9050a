import type { Surroundings } from '../scenario-run/check.ts';
import { onFaultyWay } from '../scenario-run/faulty-way.ts';
import { inSteadyTier } from '../scenario-run/steady-tier.ts';
import { type KillRow, KillTier } from './kill-deploys.ts';
import type { StrategyName } from './plan.ts';
import { type Death, deaths } from './writes.ts';

/** Tiers at once: each waits for probes most of its time. */
const LANES = 3;

/** What a run told. */
export interface KillTold {
  readonly strategy: StrategyName;
  /** Of an undisturbed run. */
  readonly writes: readonly string[];
}

/** Kills a run before and after each write of an undisturbed one, as far as that was not done before. */
export async function killRun(
  strategy: StrategyName,
  image: string,
  { cluster, github }: Pick<Surroundings, 'cluster' | 'github'>,
  done: readonly KillRow[],
  keep: (row: KillRow) => void,
): Promise<KillTold> {
  const { deployer, kubectl } = cluster;
  if (deployer === undefined) throw new Error('The cluster has no deployer.');
  const inTier = <T>(lane: number, work: (tier: KillTier) => Promise<T>): Promise<T> =>
    inSteadyTier(`kill-${strategy}-${lane}`, image, { cluster, github }, (tier) =>
      onFaultyWay(deployer, async (way) => {
        const killing = await KillTier.open(tier, way, strategy, kubectl);
        try {
          return await work(killing);
        } finally {
          killing.close();
        }
      }),
    );
  return await inTier(0, async (first) => {
    const writes = await first.writes();
    const queue = deathsLeft(writes.length, strategy, done).values();
    const work = async (tier: KillTier): Promise<void> => {
      for (const death of queue) keep(await tier.kill(death));
    };
    const others = Array.from({ length: LANES - 1 }, (_, index) => inTier(index + 1, work));
    // All of them end before their cluster and GitHub go; the first that cannot go on tells why.
    const ended = await Promise.allSettled([work(first), ...others]);
    for (const each of ended) if (each.status === 'rejected') throw each.reason;
    return { strategy, writes };
  });
}

/** Deaths that no row tells of; pure. */
export function deathsLeft(writes: number, strategy: StrategyName, done: readonly KillRow[]): readonly Death[] {
  const told = new Set(done.filter((row) => row.strategy === strategy).map(({ write, when }) => `${write} ${when}`));
  return deaths(writes).filter(({ write, when }) => !told.has(`${write} ${when}`));
}

/** One line a strategy. */
export function killTable(told: readonly KillTold[], rows: readonly KillRow[]): string {
  const head = ['strategy', 'N writes', 'runs killed', 'converged, invariants held', 'longest s'];
  const lines = told.map(({ strategy, writes }) => {
    // Not those that were complete before their death.
    const same = rows.filter((row) => row.strategy === strategy && (row.request !== '' || row.problems.length > 0));
    const well = same.filter(({ problems }) => problems.length === 0);
    const longest = Math.max(0, ...same.map(({ seconds }) => seconds)).toFixed(1);
    return [strategy, String(writes.length), String(same.length), String(well.length), longest];
  });
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
