import { resolve } from 'node:path';
import type { StepContext } from '../runner/stand-in.ts';
import { NotRehearsed } from '../workflow/problems.ts';

/** A path from the workspace on, for actions that work anywhere on GitHub's machine, which is the job's alone.
 *  @throws {NotRehearsed} where it is none of the job's own here */
export async function ownFile(
  { own, workspace }: Pick<StepContext, 'own' | 'workspace'>,
  path: string,
): Promise<string> {
  const absolute = resolve(workspace, path);
  try {
    return await own(absolute);
  } catch {
    throw new NotRehearsed(`an action on ${absolute}, which is not in the folder of the job,`);
  }
}
