import { Cloud, type CloudParts } from './cloud/cloud.ts';
import { IDENTITIES_FILE, readIdentities } from './cloud/told-identities.ts';
import type { GitRepository } from './github/git.ts';

/** The cloud as an administrator has set it up: told by the generated file of the default branch, and by nothing else.
 *  @throws {NotRehearsed} for a file that says what is not understood */
export async function deliveryCloud(git: Pick<GitRepository, 'file'>, parts: Omit<CloudParts, 'told'>): Promise<Cloud> {
  const file = await git.file('HEAD', IDENTITIES_FILE);
  return new Cloud({ ...parts, told: file === undefined ? undefined : readIdentities(file.toString('utf8')) });
}
