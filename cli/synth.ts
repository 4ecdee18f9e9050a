import { edgeWarnings } from '../domain/edge/edge-warnings.ts';
import { CONFIG_OPTION, CONFIG_USAGE } from './config/config-here.ts';
import type { Standing } from './config/find-config.ts';
import { foreignSentence, sharedSentence } from './foreign-files.ts';
import { refuseLinks } from './links-out.ts';
import { standingFiles } from './standing-files.ts';
import { removeFiles, writeFiles } from './write-files.ts';

export const OPTIONS = { ...CONFIG_OPTION, overwrite: { type: 'string', multiple: true } } as const;

export const USAGE = `Usage: sluice synth [--config FILE] [--overwrite FILE]…

Writes workflows, manifests and setup into the repository of the config, and removes generated files that nothing makes any longer.

A file that is not Sluice's is never overwritten; settings of linters that are yours stay, and what to add to them is said.

${CONFIG_USAGE}
  --overwrite FILE
                  takes this file over, from the root of the repository; can be repeated

Exit codes: 0 everything is written, 1 files of others are in the way, 2 the delivery or the command was not understood. Nothing is
written but by 0; only where the disk refuses a file are those before it there, and it says how many.`;

/** Writes the generated files of the delivery into its repository. */
export async function synth(args: readonly string[], standing: Standing): Promise<number> {
  const standingHere = await standingFiles('sluice synth', { args, options: OPTIONS, standing });
  const { config, generated: files, own, foreign, shared, left: removed, read } = standingHere;
  refuseLinks(
    config.root,
    files.map(({ path }) => path),
  );
  if (foreign.length > 0) {
    console.error(foreignSentence(foreign, foreign.map((path) => `--overwrite ${path}`).join(' ')));
    return 1;
  }
  for (const file of shared) console.log(sharedSentence(file));
  for (const warning of edgeWarnings(config.delivery)) console.error(`Warning: ${warning}`);
  const written = writeFiles(config.root, own, read);
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
