import type { Door } from '../domain/generated-file.ts';
import { CONFIG_OPTION, CONFIG_USAGE } from './config/config-here.ts';
import type { Standing } from './config/find-config.ts';
import { type Drift, describeDrift, findDrift, findOrphans } from './drift.ts';
import { standingFiles } from './standing-files.ts';

export const OPTIONS = CONFIG_OPTION;

export const USAGE = `Usage: sluice check [--config FILE]

Compares every generated file with what the delivery makes of it, in memory, and names each that is stale by file, line and source.
Nothing is written. Where a workflow leaves what is checked, an action that no lock has for example, that is listed with its reason.

${CONFIG_USAGE}

Exit codes: 0 all are what the delivery makes of them, 1 some are not, 2 the delivery or the command was not understood.`;

const FOREIGN =
  'is not Sluice\'s, and stands where it would write: move it away, or run "sluice synth --overwrite" with it';

const describeDoor = ({ at, what, why }: Door): string => `  ${at} ${what}: ${why}`;

/** Compares every generated file with its source, in memory; writes nothing. @returns 1 when one is stale. */
export async function check(args: readonly string[], standing: Standing): Promise<number> {
  const files = await standingFiles('sluice check', { args, options: OPTIONS, standing });
  const { config, generated, own, foreign, left, read } = files;
  const drifts: readonly Drift[] = [
    ...foreign.map((path) => ({ path, line: undefined, source: 'none', message: FOREIGN })),
    ...findDrift(own, read),
    ...findOrphans(generated, left),
  ];
  const doors = generated.flatMap((file) => file.doors ?? []);
  if (doors.length > 0)
    console.log(['Not checked, for the reasons that are given:', ...doors.map(describeDoor), ''].join('\n'));
  for (const drift of drifts) console.error(describeDrift(drift));
  if (drifts.length > 0) {
    const how = drifts.length === 1 ? 'generated file is' : 'generated files are';
    console.error(`\n${drifts.length} ${how} stale. Change the delivery and run "sluice synth".`);
    return 1;
  }
  console.log(`${generated.length} generated files are what ${config.place} makes of them.`);
  return 0;
}
