import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { missingFolders } from '../domain/delivery-rules.ts';
import type { GeneratedFile } from '../domain/generated-file.ts';
import { InvalidInput } from '../domain/problem.ts';
import { ConfigProblem } from './config/config-problem.ts';
import type { Config } from './config/load-config.ts';
import { generatedFiles } from './generated-files.ts';

/** What a config makes, when everything that it names is there.
 *  @throws {ConfigProblem} that names the delivery by file and line, before anything is written */
export function filesOf(config: Config): readonly GeneratedFile[] {
  expectFolders(config);
  return atPlace(config.place, () => generatedFiles(config.delivery));
}

/** @throws {ConfigProblem} that lists every folder that the delivery names and its repository does not have */
export function expectFolders({ delivery, root, place }: Config): void {
  const missing = missingFolders(delivery, (path) => existsSync(join(root, path)));
  atPlace(place, () => {
    if (missing.length > 0) throw new InvalidInput('The delivery', missing);
  });
}

/** Says where the delivery is that something cannot be made of. */
export function atPlace<Made>(place: string, make: () => Made): Made {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof Error) || error instanceof TypeError || error instanceof ReferenceError) throw error;
    throw new ConfigProblem(`${place}: ${error.message}`, { cause: error });
  }
}
