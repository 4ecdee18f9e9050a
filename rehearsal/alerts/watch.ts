import { type Collection, type Collector, readCollection } from './collection.ts';
import type { Sample } from './exposition.ts';
import { inputSeries } from './input-series.ts';
import type { Promtool } from './promtool.ts';
import type { FiredAlert } from './promtool-answer.ts';
import type { Judged } from './promtool-test.ts';
import { scrape, type Target } from './scrape.ts';

/** Who asks for what while a tier is watched, and for how long. */
export interface Watch {
  readonly tier: string;
  readonly service: string;
  /** The page that users ask for all the time. */
  readonly page: string;
  /** On the clock of whoever collects. */
  readonly seconds: number;
}

/** What came of it: all that fired, or why nothing was judged. */
export type Watched =
  | { readonly kind: 'judged'; readonly seconds: number; readonly fired: readonly FiredAlert[] }
  | { readonly kind: 'not judged'; readonly why: string };

/** What watching needs around it. */
export interface Surroundings {
  readonly promtool: Promtool;
  /** Path and text of what a cluster is told to collect and to judge of the tier; no text where there is no such file. */
  readonly rules: { readonly path: string; readonly text: string | undefined };
  /** The pods of a collector, as they are now; `undefined` where the ground tells nobody. */
  readonly targets: ((collector: Collector) => readonly Target[]) | undefined;
  /** A user asks for the page. */
  ask(): Promise<unknown>;
  judge(program: string, judged: Judged): Promise<readonly FiredAlert[]>;
}

/** How often users ask between two times that numbers are collected. */
const ASKS = 2;

/** Users ask, and numbers are collected, once for each interval of a clock that does not wait for it: what is judged is what pods told,
 *  in their order, and half a minute takes some milliseconds.
 *  @throws one sentence where something is not there that a cluster would have */
export async function watch({ service, seconds }: Watch, around: Surroundings): Promise<Watched> {
  const { promtool, rules, targets, ask, judge } = around;
  if (promtool.kind === 'absent') return { kind: 'not judged', why: promtool.why };
  if (targets === undefined) return { kind: 'not judged', why: 'nothing collects the numbers of pods here' };
  if (rules.text === undefined) throw new Error(`${rules.path} is not in the repository. Run "sluice synth".`);
  const { collectors, groups } = readCollection(rules.path, rules.text);
  const pace = paceOf(collectors, service, rules.path);
  const collect = async (): Promise<readonly Sample[]> => (await Promise.all(collectors.map(asked(targets)))).flat(2);
  const rounds: (readonly Sample[])[] = [await collect()];
  while (rounds.length * pace <= seconds) {
    await Promise.all(Array.from({ length: ASKS }, ask));
    rounds.push(await collect());
  }
  expectNumbers(rounds, service);
  const judged = { groups, series: inputSeries(rounds), seconds: pace, rounds: rounds.length };
  return { kind: 'judged', seconds, fired: await judge(promtool.program, judged) };
}

const asked =
  (targets: (collector: Collector) => readonly Target[]) =>
  (collector: Collector): Promise<readonly (readonly Sample[])[]> =>
    Promise.all(targets(collector).map((target) => scrape(collector, target)));

/** How often the service is collected; the others are collected with it. */
function paceOf(collectors: Collection['collectors'], service: string, path: string): number {
  const seconds = collectors.find(({ job }) => job === service)?.seconds;
  if (seconds === undefined) throw new Error(`${path} has nothing that collects the numbers of ${service}.`);
  if (Number.isNaN(seconds)) throw new Error(`${path} does not say in seconds how often ${service} is collected.`);
  return seconds;
}

/** Where nobody tells anything no alert fires, and that is no good sign. */
function expectNumbers(rounds: readonly (readonly Sample[])[], service: string): void {
  const told = rounds.flat().some(({ name, labels }) => name !== 'up' && labels['job'] === service);
  if (!told) throw new Error(`No pod of ${service} told its numbers: nothing could be judged.`);
}
