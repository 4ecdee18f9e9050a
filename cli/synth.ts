import { Misuse, one, readArguments } from './command-line/given.ts';
import { CONFIG_OPTION, CONFIG_USAGE, configHere } from './config/config-here.ts';
import type { Standing } from './config/find-config.ts';
import { filesOf } from './deliverable.ts';
import { leftOver } from './left-over.ts';
import { removeFiles, writeFiles } from './write-files.ts';

export const OPTIONS = CONFIG_OPTION;

export const USAGE = `Usage: sluice synth [--config FILE]

Writes workflows, manifests and setup into the repository of the config, and removes generated files that nothing makes any longer.

${CONFIG_USAGE}

Exit codes: 0 everything is written, 2 the delivery or the command was not understood, and nothing is written.`;

/** Writes the generated files of the delivery into its repository. */
export async function synth(args: readonly string[], standing: Standing): Promise<number> {
  const { given, positionals } = readArguments('sluice synth', args, OPTIONS);
  if (positionals.length > 0) throw new Misuse(`sluice synth takes no "${positionals[0]}".`);
  const config = await configHere(one(given, 'config'), standing);
  const files = filesOf(config);
  const written = writeFiles(config.root, files);
  const removed = leftOver(config.root, files);
  removeFiles(config.root, removed);
  const changes = [...written.map((path) => `  written  ${path}`), ...removed.map((path) => `  removed  ${path}`)];
  console.log(
    changes.length === 0
      ? `${files.length} generated files are what ${config.place} makes of them.`
      : [...changes, `${files.length} generated files; ${written.length} written, ${removed.length} removed.`].join(
          '\n',
        ),
  );
  return 0;
}
