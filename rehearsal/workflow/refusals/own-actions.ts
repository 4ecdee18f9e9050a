import { join } from 'node:path/posix';
import { type ActionDefinition, InvalidAction } from '../action-definition.ts';
import type { ActionStep, StepDefinition } from '../definition.ts';
import { NotRehearsed, type Refusal } from '../problems.ts';
import { readAction } from '../read-action.ts';
import type { ReadAction } from '../remembered-actions.ts';
import type { ReadFile } from '../workflow-source.ts';

/** How the actions of a commit are read. */
export interface ActionReader {
  readonly file: ReadFile;
  /** Default: each time anew. */
  readonly action?: ReadAction | undefined;
}

/** What of an action of this repository is not rehearsed, and of what that uses. It is looked at as it lies in the commit: what a job puts
 *  into its workspace before, nobody can know.
 *  @param folder of the action, in the commit that is read
 *  @param look what is not rehearsed of a step inside a composite action */
export async function ownActionRefusals(
  { uses, place }: ActionStep,
  folder: string,
  reader: ActionReader,
  look: (step: StepDefinition) => Promise<readonly Refusal[]>,
): Promise<readonly Refusal[]> {
  const found = await describedAction(folder, reader);
  if (found instanceof NotRehearsed) return found.refusals;
  if (found?.kind === 'docker') return [{ what: `"uses: ${uses}", an action that runs in a container,`, place }];
  if (found?.kind !== 'composite') return [];
  return (await Promise.all(found.steps.map(look))).flat();
}

/** `undefined` for what is not there, and for what the runner itself would not take: both are results of the step. */
async function describedAction(
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
