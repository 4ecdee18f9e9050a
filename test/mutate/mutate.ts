import { randomInt } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { exitWith } from '../exit-with.ts';
import { baseCommit, changedLines } from './changed.ts';
import type { Mutant } from './instrument/mutant.ts';
import {
  described,
  percent,
  row,
  scoreOf,
  staleEqual,
  table,
  tallyOf,
  unnoticed,
  wronglyEqual,
} from './report/report.ts';
import { type Order, orderOf, play, type Result } from './run/play.ts';
import { shuffled } from './shuffled.ts';
import { allRules } from './subjects.ts';

const USAGE = `npm run mutate -- [--only TEXT]... [--changed [--base COMMIT]] [--minutes N] [--seed N] [--at-once N] [--list] [--json FILE]
               [--again FILE]
  Changes one thing after the other in the rules of rollouts, and runs the tests that reach it: one has to fail. Exit code 1 where less than
  90 % are noticed; of changed lines, where that is more than 5.
  --only TEXT    files of rules whose path contains it
  --changed      lines that differ from where the branch left origin/main, or from --base; on main itself, from the commit before
  --minutes N    ends then; what was tried by then is a sample, in the order of --seed
  --list         says what would be changed
  --json FILE    every mutant and what became of it
  --again FILE   only what such a file says was not noticed`;

/** Part of the mutants that tests have to notice. */
const WANTED = 0.9;
/** So few mutants say nothing of a change: they are named, and refuse nothing. */
const FEW = 5;
const ROOT = join(import.meta.dirname, '../..');

async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', multiple: true },
      changed: { type: 'boolean', default: false },
      base: { type: 'string' },
      minutes: { type: 'string' },
      seed: { type: 'string' },
      'at-once': { type: 'string' },
      list: { type: 'boolean', default: false },
      json: { type: 'string' },
      again: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const { only, changed, base, list, json, again } = values;
  const orders = unnoticedBefore(again, await ordersOf(only, changed ? baseCommit(ROOT, base) : undefined));
  const mutants = orders.flatMap(({ files }) => files.flatMap((file) => file.mutants));
  if (list) {
    for (const mutant of mutants) console.log(described(mutant));
    return 0;
  }
  if (mutants.length === 0) {
    console.log('Nothing of the rules is to be mutated.');
    return changed ? 0 : 1;
  }
  const since = performance.now();
  const minutes = values.minutes === undefined ? undefined : Number(values.minutes);
  const seed = Number(values.seed ?? randomInt(2 ** 31));
  const sample = minutes === undefined ? orders : shuffled(orders, seed);
  if (minutes !== undefined) console.log(`The order of mutants is that of --seed ${seed}.`);
  const results: Result[] = [];
  const bounds = {
    atOnce: Number(values['at-once'] ?? Math.min(2, availableParallelism())),
    until: minutes === undefined ? Number.POSITIVE_INFINITY : since + minutes * 60_000,
  };
  for await (const of of play(sample, bounds)) {
    console.log(row(tallyOf(of[0]?.mutant.file ?? '', of)));
    results.push(...of);
    if (json !== undefined) writeFileSync(json, JSON.stringify(results, undefined, 1));
  }
  const whole = only === undefined && !changed && again === undefined;
  const wrong = [...wronglyEqual(results), ...(whole ? staleEqual(mutants) : [])];
  const missed = unnoticed(results);
  for (const line of [...missed, ...wrong, '', ...table(results)]) console.log(line);
  if (results.length < mutants.length)
    console.log(`${mutants.length - results.length} mutants were not tried within ${minutes} minutes.`);
  const score = scoreOf(tallyOf('all', results));
  const lasted = ((performance.now() - since) / 60_000).toFixed(1);
  console.log(
    `${percent(score)} of ${results.length} mutants noticed in ${lasted} minutes; wanted ${percent(WANTED)}.`,
  );
  const isEnough = score >= WANTED || (changed && missed.length <= FEW);
  return isEnough && wrong.length === 0 ? 0 : 1;
}

/** What was not noticed before, wherever it stands now. */
function unnoticedBefore(file: string | undefined, orders: readonly Order[]): readonly Order[] {
  if (file === undefined) return orders;
  const results = JSON.parse(readFileSync(file, 'utf8')) as readonly Result[];
  const place = ({ file, mutator, lineText, original, replacement }: Mutant): string =>
    JSON.stringify([file, mutator, lineText, original, replacement]);
  const before = new Set(results.filter(({ ending }) => ending.kind !== 'killed').map(({ mutant }) => place(mutant)));
  return narrowed(orders, (mutant) => before.has(place(mutant)));
}

/** Only these mutants, and only files that have any. */
const narrowed = (orders: readonly Order[], isWanted: (mutant: Mutant) => boolean): readonly Order[] =>
  orders
    .map(({ rules, files }) => ({
      rules,
      files: files
        .map(({ file, mutants }) => ({ file, mutants: mutants.filter(isWanted) }))
        .filter(({ mutants }) => mutants.length > 0),
    }))
    .filter(({ files }) => files.length > 0);

async function ordersOf(only: readonly string[] | undefined, base: string | undefined): Promise<readonly Order[]> {
  const lines = base === undefined ? undefined : changedLines(ROOT, base);
  if (base !== undefined) console.log(`Lines that differ from ${base.slice(0, 12)}.`);
  const isWanted = (file: string): boolean =>
    (only?.some((text) => file.includes(text)) ?? true) && (lines?.has(file) ?? true);
  const orders: Order[] = [];
  for (const { files, tests } of allRules(ROOT)) {
    const wanted = files.filter(isWanted);
    if (wanted.length > 0) orders.push(await orderOf(ROOT, { files: wanted, tests }));
  }
  return narrowed(orders, ({ file, line }) => lines?.get(file)?.has(line) ?? true);
}

exitWith(main(process.argv.slice(2)));
