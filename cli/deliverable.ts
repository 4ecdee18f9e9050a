import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { VENDORED_FOLDER } from '../domain/actions-source.ts';
import type { Delivery } from '../domain/delivery.ts';
import { missingFolders } from '../domain/delivery-rules.ts';
import type { GeneratedFile } from '../domain/generated-file.ts';
import { InvalidInput, type Problem } from '../domain/problem.ts';
import { ConfigProblem } from './config/config-problem.ts';
import type { Config } from './config/load-config.ts';
import { generatedFiles } from './generated-files.ts';

/** What a config makes, when everything that it names is there.
 *  @throws {ConfigProblem} that names the delivery by file and line, before anything is written */
export function filesOf(config: Config): readonly GeneratedFile[] {
  expectFolders(config);
  return atPlace(config.place, () => generatedFiles(config.delivery, { config: config.path, own: config.workflows }));
}

/** @throws {ConfigProblem} that lists every folder that the delivery names and its repository does not have */
export function expectFolders({ delivery, root, place }: Config): void {
  const exists = (path: string): boolean => existsSync(join(root, path));
  const missing = [...missingFolders(delivery, exists), ...missingActions(delivery, exists)];
  atPlace(place, () => {
    if (missing.length > 0) throw new InvalidInput('The delivery', missing);
  });
}

/** Sluice's own sources are nowhere else. */
const missingActions = ({ actionsFrom }: Delivery, exists: (path: string) => boolean): readonly Problem[] =>
  actionsFrom !== 'local' || exists('actions/rollout/action.yml')
    ? []
    : [
        {
          field: 'actionsFrom',
          value: actionsFrom,
          message: `That is for Sluice's own repository, and there is no actions/rollout/action.yml here. Leave it out: then "sluice synth" copies the actions into ${VENDORED_FOLDER}.`,
        },
      ];

/** Says where the delivery is that something cannot be made of. */
export function atPlace<Made>(place: string, make: () => Made): Made {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof Error) || error instanceof TypeError || error instanceof ReferenceError) throw error;
    throw new ConfigProblem(`${place}: ${error.message}`, { cause: error });
  }
}
