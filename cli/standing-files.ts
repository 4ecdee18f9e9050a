import type { GeneratedFile } from '../domain/generated-file.ts';
import { type Given, Misuse, type Options, one, readArguments } from './command-line/given.ts';
import { configHere } from './config/config-here.ts';
import type { Standing } from './config/find-config.ts';
import type { Config } from './config/load-config.ts';
import { filesOf } from './deliverable.ts';
import { type Judged, judgeFiles } from './foreign-files.ts';
import { leftOver } from './left-over.ts';
import { generatedText } from './line-endings.ts';

/** What a delivery makes, beside what stands in its repository. */
export interface StandingFiles extends Judged {
  readonly config: Config;
  readonly generated: readonly GeneratedFile[];
  /** What an earlier synthesis made and nothing makes any longer. */
  readonly left: readonly string[];
  /** @returns `undefined` for nothing */
  readonly read: (path: string) => string | undefined;
  readonly given: Given;
}

/** Reads the arguments of a command that looks at generated files, and both sides of what it looks at.
 *  @throws {Misuse} @throws {ConfigProblem} */
export async function standingFiles(
  command: string,
  {
    args,
    options,
    standing,
  }: { readonly args: readonly string[]; readonly options: Options; readonly standing: Standing },
): Promise<StandingFiles> {
  const { given, positionals } = readArguments(command, args, options);
  if (positionals.length > 0) throw new Misuse(`${command} takes no "${positionals[0]}".`);
  const config = await configHere(one(given, 'config'), standing);
  const generated = filesOf(config);
  const read = generatedText(config.root, generated);
  const left = leftOver(config.root, generated);
  return { ...judgeFiles(generated, read, given.get('overwrite') ?? []), config, generated, left, read, given };
}
