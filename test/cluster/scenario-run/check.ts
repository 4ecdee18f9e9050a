import type { ClusterUnderTest } from '../cluster-under-test.ts';
import type { FakeGitHub } from '../fake-github.ts';
import type { Turns } from '../machine/turns.ts';
import type { Images } from '../scenarios/workload.ts';
import type { SecretSearch } from './secret-search.ts';

/** What every check may use. */
export interface Surroundings {
  readonly cluster: ClusterUnderTest;
  readonly github: FakeGitHub;
  readonly images: Images;
  /** What is timed and loads the machine takes turns; what only waits does not. */
  readonly turns: Turns;
  /** Where everything is put that others may see, to be searched for secrets in the end. */
  readonly search?: SecretSearch;
}

/** One thing that the suite proves. */
export interface Check {
  readonly name: string;
  /** Needs the machine for itself, or would disturb the times of others. */
  readonly alone?: true;
  /** @returns a line for people, when there is something to tell. @throws when it does not hold. */
  run(around: Surroundings): Promise<string | undefined>;
}

/** How one check ended. */
export type Checked = { readonly name: string; readonly seconds: number } & (
  | { readonly result: 'passed'; readonly note: string | undefined }
  | { readonly result: 'failed' | 'skipped'; readonly reason: string }
);

/** Thrown by a check that this cluster cannot show. */
export class Skipped extends Error {
  override readonly name = 'Skipped';
}

/** Runs checks, at most `atOnce` at a time and then those that want to be alone, and tells each as it ends. Results are in the order
 *  of the checks. */
export async function runChecks(
  checks: readonly Check[],
  around: Surroundings,
  atOnce: number,
  tell: (checked: Checked) => void,
): Promise<readonly Checked[]> {
  const results: Checked[] = [];
  const work = async (queue: Iterable<[number, Check]>): Promise<void> => {
    for (const [index, check] of queue) {
      const checked = await runOne({ name: check.name, run: () => check.run(around) });
      results[index] = checked;
      tell(checked);
    }
  };
  const together = checks.entries().filter(([, { alone }]) => alone !== true);
  await Promise.all(Array.from({ length: atOnce }, () => work(together)));
  await work(checks.entries().filter(([, { alone }]) => alone === true));
  return results;
}

/** @param work what the check does, with what it needs */
export async function runOne({
  name,
  run,
}: {
  readonly name: string;
  run(): Promise<string | undefined>;
}): Promise<Checked> {
  const start = performance.now();
  const seconds = (): number => (performance.now() - start) / 1000;
  try {
    const note = await run();
    return { name, seconds: seconds(), result: 'passed', note };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return { name, seconds: seconds(), result: cause instanceof Skipped ? 'skipped' : 'failed', reason };
  }
}

/** The last line of the suite, from real counts. */
export function tally(results: readonly Checked[]): string {
  const count = (result: Checked['result']): number => results.filter((each) => each.result === result).length;
  const skipped = count('skipped');
  return `${count('passed')} passed, ${count('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
