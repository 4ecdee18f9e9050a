import { InvalidInput } from '../domain/problem.ts';
import { missing, SETUP_FOLDER, setupFiles } from '../setup-src/setup-files.ts';
import { Misuse, one, readArguments } from './command-line/given.ts';
import { CONFIG_OPTION, CONFIG_USAGE, configHere } from './config/config-here.ts';
import type { Standing } from './config/find-config.ts';
import { atPlace } from './deliverable.ts';
import { foreignSentence, judgeFiles } from './foreign-files.ts';
import { generatedText } from './line-endings.ts';
import { refuseLinks } from './links-out.ts';
import { writeFiles } from './write-files.ts';

export const OPTIONS = CONFIG_OPTION;

export const USAGE = `Usage: sluice setup gcp [--config FILE]

Writes ${SETUP_FOLDER}/: what an administrator gives Google Cloud and GitHub once, as a script, as Terraform, and as data.

${CONFIG_USAGE}`;

/** Writes the setup of the delivery. "sluice synth" writes it, too, with everything else. */
export async function setup(args: readonly string[], standing: Standing): Promise<number> {
  const { given, positionals } = readArguments('sluice setup', args, OPTIONS);
  if (positionals.length !== 1 || positionals[0] !== 'gcp') throw new Misuse(USAGE);
  const { delivery, root, place } = await configHere(one(given, 'config'), standing);
  const files = atPlace(place, () => {
    const lacking = missing(delivery);
    if (lacking.length > 0) throw new InvalidInput('The setup', lacking);
    return setupFiles(delivery);
  });
  refuseLinks(
    root,
    files.map(({ path }) => path),
  );
  const read = generatedText(root, files);
  const { foreign } = judgeFiles(files, read);
  if (foreign.length > 0) {
    console.error(foreignSentence(foreign, undefined));
    return 1;
  }
  const written = writeFiles(root, files, read);
  console.log(
    written.length === 0
      ? `${SETUP_FOLDER}/ is what the delivery makes of it.`
      : `Written: ${written.join(', ')}. Read the changes, then run "bash ${SETUP_FOLDER}/setup.sh" or apply the Terraform.`,
  );
  return 0;
}
