import { Misuse, one, readArguments } from './command-line/given.ts';
import { CONFIG_OPTION, CONFIG_USAGE, configHere } from './config/config-here.ts';
import type { Standing } from './config/find-config.ts';
import { filesOf } from './deliverable.ts';
import { type Drift, describeDrift, findDrift, findOrphans } from './drift.ts';
import { judgeFiles } from './foreign-files.ts';
import { leftOver } from './left-over.ts';
import { readText } from './repository-files.ts';

export const OPTIONS = CONFIG_OPTION;

export const USAGE = `Usage: sluice check [--config FILE]

Compares every generated file with what the delivery makes of it, in memory, and names each that is stale by file, line and source.
Nothing is written.

${CONFIG_USAGE}

Exit codes: 0 all are what the delivery makes of them, 1 some are not, 2 the delivery or the command was not understood.`;

const FOREIGN =
  'is not Sluice\'s, and stands where it would write: move it away, or run "sluice synth --overwrite" with it';

/** Compares every generated file with its source, in memory; writes nothing. @returns 1 when one is stale. */
export async function check(args: readonly string[], standing: Standing): Promise<number> {
  const { given, positionals } = readArguments('sluice check', args, OPTIONS);
  if (positionals.length > 0) throw new Misuse(`sluice check takes no "${positionals[0]}".`);
  const config = await configHere(one(given, 'config'), standing);
  const generated = filesOf(config);
  const read = (path: string): string | undefined => readText(config.root, path);
  const { own, foreign } = judgeFiles(generated, read);
  const drifts: readonly Drift[] = [
    ...foreign.map((path) => ({ path, line: undefined, source: 'none', message: FOREIGN })),
    ...findDrift(own, read),
    ...findOrphans(generated, leftOver(config.root, generated)),
  ];
  for (const drift of drifts) console.error(describeDrift(drift));
  if (drifts.length > 0) {
    const how = drifts.length === 1 ? 'generated file is' : 'generated files are';
    console.error(`\n${drifts.length} ${how} stale. Change the delivery and run "sluice synth".`);
    return 1;
  }
  console.log(`${generated.length} generated files are what ${config.place} makes of them.`);
  return 0;
}
