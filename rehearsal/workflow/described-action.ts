import { join } from 'node:path/posix';
import { type ActionDefinition, InvalidAction } from './action-definition.ts';
import { NotRehearsed } from './problems.ts';
import { readAction } from './read-action.ts';
import type { ReadAction } from './remembered-actions.ts';
import type { ReadFile } from './workflow-source.ts';

/** How the actions of a commit are read. */
export interface ActionReader {
  readonly file: ReadFile;
  /** Default: each time anew. */
  readonly action?: ReadAction | undefined;
}

/** What an action of the repository says of itself, in the commit that is read.
 *  @returns `undefined` for what is not there, and for what the runner itself would not take: both are results of the step. */
export async function describedAction(
  folder: string,
  { file, action = readAction }: ActionReader,
): Promise<ActionDefinition | NotRehearsed | undefined> {
  for (const name of ['action.yml', 'action.yaml']) {
    const path = join(folder, name);
    const content = await file(path);
    if (content === undefined) continue;
    try {
      return action({ name: path, path, content });
    } catch (error) {
      if (error instanceof NotRehearsed) return error;
      if (error instanceof InvalidAction) return undefined;
      throw error;
    }
  }
  const image = await Promise.all(['Dockerfile', 'dockerfile'].map((name) => file(join(folder, name))));
  return image.some((text) => text !== undefined) ? { kind: 'docker', inputs: [] } : undefined;
}
