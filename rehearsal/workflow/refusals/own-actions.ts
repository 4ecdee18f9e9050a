import { join } from 'node:path/posix';
import { type ActionDefinition, InvalidAction } from '../action-definition.ts';
import type { StepDefinition } from '../definition.ts';
import { NotRehearsed, type Refusal } from '../problems.ts';
import { readAction } from '../read-action.ts';
import { parseUses } from '../uses-reference.ts';
import type { ReadFile } from '../workflow-source.ts';

/** What of an action of this repository is not rehearsed, and of what that uses. It is looked at as it lies in the commit: what a job puts
 *  into its workspace before, nobody can know.
 *  @param look what is not rehearsed of a step inside a composite action */
export async function ownActionRefusals(
  step: StepDefinition,
  read: ReadFile,
  look: (step: StepDefinition) => Promise<readonly Refusal[]>,
): Promise<readonly Refusal[]> {
  if (step.kind !== 'uses') return [];
  const reference = parseUses(step.uses);
  if (reference?.kind !== 'local' && reference?.kind !== 'self') return [];
  const found = await describedAction(join(reference.path), read);
  if (found instanceof NotRehearsed) return found.refusals;
  if (found?.kind === 'docker')
    return [{ what: `"uses: ${step.uses}", an action that runs in a container,`, place: step.place }];
  if (found?.kind !== 'composite') return [];
  return (await Promise.all(found.steps.map(look))).flat();
}

/** `undefined` for what is not there, and for what the runner itself would not take: both are results of the step. */
async function describedAction(folder: string, read: ReadFile): Promise<ActionDefinition | NotRehearsed | undefined> {
  for (const name of ['action.yml', 'action.yaml']) {
    const path = join(folder, name);
    const content = await read(path);
    if (content === undefined) continue;
    try {
      return readAction({ name: path, path, content });
    } catch (error) {
      if (error instanceof NotRehearsed) return error;
      if (error instanceof InvalidAction) return undefined;
      throw error;
    }
  }
  const image = await Promise.all(['Dockerfile', 'dockerfile'].map((name) => read(join(folder, name))));
  return image.some((text) => text !== undefined) ? { kind: 'docker', inputs: [] } : undefined;
}
