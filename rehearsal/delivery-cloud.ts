import { Cloud, type CloudParts } from './cloud/cloud.ts';
import { readEdges, type ToldEdge } from './cloud/told-edges.ts';
import { IDENTITIES_FILE } from './cloud/told-file.ts';
import { readIdentities } from './cloud/told-identities.ts';
import type { GitRepository } from './github/git.ts';

/** The cloud as an administrator has set it up: told by the generated file of the default branch, and by nothing else.
 *  @throws {NotRehearsed} for a file that says what is not understood */
export async function deliveryCloud(git: Pick<GitRepository, 'file'>, parts: Omit<CloudParts, 'told'>): Promise<Cloud> {
  const file = await git.file('HEAD', IDENTITIES_FILE);
  return new Cloud({ ...parts, told: file === undefined ? undefined : readIdentities(file.toString('utf8')) });
}

/** What the same file tells of the edges of tiers; none without it. @throws {NotRehearsed} for a file that says what is not understood */
export async function deliveryEdges(git: Pick<GitRepository, 'file'>): Promise<readonly ToldEdge[]> {
  const file = await git.file('HEAD', IDENTITIES_FILE);
  return file === undefined ? [] : readEdges(file.toString('utf8'));
}
