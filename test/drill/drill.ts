import { writeFileSync } from 'node:fs';
import { deliveryHere } from '../../cli/rehearsal/delivery-here.ts';
import { platform } from '../../examples/ai-agent-platform/sluice.config.ts';
import { type Case, casesOf } from './cases.ts';
import { type DrillOptions, parseOptions, USAGE } from './options.ts';
import { Crew } from './play/crew.ts';
import { playAll } from './play/performances.ts';
import { countOf, summary, type Told, verdictLine } from './report/lines.ts';
import { numbersOf, suffices } from './report/numbers.ts';
import { sample } from './sample.ts';
import { drilledSubject } from './subject.ts';

const EXIT_REFUSED = 2;
const EXIT_INTERRUPTED = 130;

async function main(): Promise<number> {
  let options: DrillOptions | undefined;
  try {
    options = parseOptions(process.argv.slice(2), Math.floor(Math.random() * 1_000_000));
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return EXIT_REFUSED;
  }
  if (options === undefined) {
    console.log(USAGE);
    return 0;
  }
  const cases = casesOf(drilledSubject(), options.only);
  if (cases.length === 0) {
    console.error(`Nothing has an id like ${options.only.join(' or ')}. "npm run drill -- --list" shows all.`);
    return EXIT_REFUSED;
  }
  if (!options.list) return drill(cases, options);
  for (const { mutation, known } of cases)
    console.log(
      `${mutation.id} (${mutation.file}:${mutation.line}): ${mutation.what}${known ? ` [${known.class}]` : ''}`,
    );
  return 0;
}

async function drill(cases: readonly Case[], options: DrillOptions): Promise<number> {
  const { seed } = options;
  const open = options.all ? cases : cases.filter(({ known }) => known === undefined);
  const chosen = options.sample === undefined ? open : sample(open, options.sample, seed);
  const { replaced, firstLine } = await deliveryHere(platform);
  if (replaced !== undefined) {
    console.error(`The drill plays the whole demo. ${firstLine}`);
    return EXIT_REFUSED;
  }
  const known = options.all || options.sample !== undefined ? [] : cases.filter((one) => one.known !== undefined);
  const crew = new Crew(options.processes);
  interruptible(crew);
  console.log(`${chosen.length} of ${cases.length} mutations are played; seed ${seed}.`);
  const told: Told[] = known.map((one) => ({ one, verdict: undefined }));
  const unsound: string[] = [];
  const since = Date.now();
  await playAll(chosen, crew, {
    mutation(one, verdict) {
      told.push({ one, verdict });
      console.log(`[${told.length - known.length}/${chosen.length}] ${verdictLine(one, verdict)}`);
    },
    control({ story, acts }, verdict) {
      if (verdict.kind === 'unnoticed') return;
      unsound.push(`"${acts.at(-1)}" of ${story} does not end as it states with nothing bent: ${verdict.sentence}`);
      console.log(`! ${unsound.at(-1)}`);
    },
  });
  if (options.result !== undefined) writeFileSync(options.result, JSON.stringify(told.map(result), null, 1));
  for (const line of [...summary(told), ...unsound]) console.log(line);
  console.log(`${((Date.now() - since) / 60_000).toFixed(1)} minutes; to play the same again: --seed ${seed}`);
  return unsound.length === 0 && suffices(numbersOf(told.map(countOf)), options.sample !== undefined) ? 0 : 1;
}

function interruptible(crew: Crew): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => {
      void crew.close().finally(() => process.exit(EXIT_INTERRUPTED));
    });
}

const result = ({ one: { mutation, known }, verdict }: Told) => {
  const { text: _, ...rest } = mutation;
  return { ...rest, known, verdict };
};

process.exitCode = await main();
