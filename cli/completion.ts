import { completionScript, SHELLS } from './command-line/completion-scripts.ts';
import { Misuse, readArguments } from './command-line/given.ts';
import { COMMANDS } from './commands.ts';

export const USAGE = `Usage: sluice completion ${SHELLS.join('|')}

Writes a script that completes commands, options and names. Its first line says how it is used.`;

/** Prints what a shell is told. */
export async function completion(args: readonly string[]): Promise<number> {
  const { positionals } = readArguments('sluice completion', args, {});
  const shell = SHELLS.find((each) => each === positionals[0]);
  if (shell === undefined || positionals.length > 1)
    throw new Misuse(
      `sluice completion wants one of ${SHELLS.join(', ')}${positionals.length === 0 ? '' : `, and "${positionals.join(' ')}" was given`}.`,
    );
  const commands = await Promise.all(
    Object.entries(COMMANDS).map(async ([name, { about, load }]) => ({ name, about, ...(await load()) })),
  );
  process.stdout.write(completionScript(shell, commands));
  return 0;
}
