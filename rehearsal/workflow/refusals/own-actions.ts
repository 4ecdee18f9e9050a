import type { ActionStep, StepDefinition } from '../definition.ts';
import { type ActionReader, describedAction } from '../described-action.ts';
import { NotRehearsed, type Refusal } from '../problems.ts';

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
