import { GitHubActionSource, PUBLIC_GITHUB } from '../adapters/github/github-action-source.ts';
import type { ActionSource } from '../engine/actions-lock/action-source.ts';
import { addAction } from './actions/add.ts';
import { expectSealed, lockFileOf } from './actions/lock-file.ts';
import { updateActions } from './actions/update.ts';
import { verifyActions } from './actions/verify.ts';
import { Misuse, one, readArguments } from './command-line/given.ts';
import { CONFIG_OPTION, CONFIG_USAGE } from './config/config-here.ts';
import type { Standing } from './config/find-config.ts';

export const WORDS = ['verify', 'add', 'update'] as const;

export const OPTIONS = { ...CONFIG_OPTION, major: { type: 'boolean' } } as const;

export const USAGE = `Usage: sluice actions verify | add OWNER/NAME@TAG … | update [--major] [OWNER/NAME …]   [--config FILE]

Actions of others are used at commits that a lock has: Sluice's own, and over it sluice.lock.json beside the config.

  verify   asks GitHub whether each commit is what its tag names, and takes what the lock says
  add      writes the commit that a tag names, and what the action takes and gives, into sluice.lock.json
  update   takes what a bot has bumped in the workflows back into the lock; where nothing was, looks for newer versions
  --major  with update: those of another major version, too

GitHub is asked without credentials, 60 times an hour; GH_TOKEN or GITHUB_TOKEN, where it is set, allows more.

${CONFIG_USAGE}

Exit codes: 0 done, 1 something is refused, 2 the lock or the command was not understood, 3 GitHub could not be asked for all.`;

/** Compares the lock with GitHub, and writes it. */
export async function actions(
  args: readonly string[],
  standing: Standing,
  source: ActionSource = publicSource(),
): Promise<number> {
  const { given, positionals } = readArguments('sluice actions', args, OPTIONS);
  const [word, ...names] = positionals;
  const known = WORDS.find((each) => each === word);
  if (known === undefined)
    throw new Misuse(
      `sluice actions wants ${WORDS.join(', ')}${word === undefined ? '' : `, and "${word}" was given`}.`,
    );
  if (given.has('major') && known !== 'update') throw new Misuse('--major means something only with update.');
  const lock = lockFileOf(one(given, 'config'), standing);
  switch (known) {
    case 'verify':
      if (names.length > 0) throw new Misuse(`sluice actions verify takes no "${names[0]}": it asks for all.`);
      expectSealed(lock);
      return verifyActions(lock, source);
    case 'add':
      return addAction(lock, source, names);
    case 'update':
      return updateActions(lock, source, { names, major: given.has('major') });
  }
}

function publicSource(): ActionSource {
  const { GH_TOKEN, GITHUB_TOKEN } = process.env;
  return new GitHubActionSource({ ...PUBLIC_GITHUB, token: GH_TOKEN || GITHUB_TOKEN || undefined, fetch });
}
