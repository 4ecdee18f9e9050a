import { existsSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Misuse, one, readArguments } from './command-line/given.ts';
import { CONFIG_OPTION, CONFIG_USAGE, configHere } from './config/config-here.ts';
import type { Standing } from './config/find-config.ts';
import { atPlace, filesOf } from './deliverable.ts';
import { type Examination, examine } from './doctor/examine.ts';
import { reportPage } from './doctor/page.ts';
import { InstalledPrograms } from './doctor/programs.ts';
import type { Programs } from './doctor/question.ts';
import { reportJson, reportText } from './doctor/report.ts';
import { DOCTOR_RULES } from './doctor/rules.ts';
import { wantedOf } from './doctor/wanted-of.ts';

export const OPTIONS = { ...CONFIG_OPTION, json: { type: 'boolean' }, html: { type: 'string' } } as const;

export const USAGE = `Usage: sluice doctor [--json] [--html FILE] [--config FILE]

Looks at the repository, the project and the clusters of the delivery, and says of each line of the proposal whether it holds there, what
is missing, and the command that mends it. It reads and writes nothing: gh, gcloud and kubectl are asked with the credentials that they
have, and what they cannot see is said. Clusters are looked at by the contexts that "gcloud container clusters get-credentials" makes.

  --json        what programs read
  --html FILE   writes a page that needs nothing else, too; a file that is there already is left alone

${CONFIG_USAGE}

Exit codes: 0 nothing is missing, 1 something is, 2 the delivery or the command was not understood, 3 not all could be seen.`;

/** Says what the world of a delivery lacks. */
export async function doctor(
  args: readonly string[],
  standing: Standing,
  programs: Programs = new InstalledPrograms(),
): Promise<number> {
  const { given, positionals } = readArguments('sluice doctor', args, OPTIONS);
  if (positionals.length > 0) throw new Misuse(`sluice doctor takes no "${positionals[0]}".`);
  const page = one(given, 'html');
  const file = page === undefined ? undefined : resolve(standing.folder, page);
  if (file !== undefined && existsSync(file))
    throw new Misuse(`--html is "${page}", and there is such a file already: name another one.`);
  const config = await configHere(one(given, 'config'), standing);
  const files = filesOf(config);
  const wanted = atPlace(config.place, () => wantedOf(config.delivery, files));
  const examination = await examine(DOCTOR_RULES, wanted, programs);
  process.stdout.write(given.has('json') ? reportJson(examination) : `${reportText(examination).join('\n')}\n`);
  if (file !== undefined) writeFileSync(file, reportPage(examination));
  return exitCode(examination);
}

const exitCode = ({ findings }: Examination): number =>
  findings.some(({ what }) => what.kind === 'lacks') ? 1 : findings.length > 0 ? 3 : 0;
