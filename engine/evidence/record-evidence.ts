import type { Digest } from '../../domain/digest.ts';
import { type ApprovedBy, type Said, statementText } from '../../domain/evidence/statement.ts';
import type { DigestReference } from '../../domain/image.ts';
import type { EvidencePorts } from './collect-evidence.ts';

/** What a run says about a release. */
export interface Saying {
  readonly release: DigestReference;
  readonly service: string;
  readonly tier: string;
  readonly said: Said;
  readonly approvedBy: readonly ApprovedBy[];
}

/** Writes what this run found out. Repository, commit, workflow and time are those that GitHub has of the run, never what anybody
 *  hands over, so that they fit when they are looked up. @throws where GitHub does not know the run */
export async function recordEvidence(
  saying: Saying,
  run: { readonly id: number; readonly attempt: number },
  repository: string,
  { store, runs }: EvidencePorts,
): Promise<Digest> {
  const facts = await runs.find(run.id);
  if (facts === undefined) throw new Error(`GitHub does not know run ${run.id}, which this is. Nothing was proven.`);
  const { release, service, tier, said, approvedBy } = saying;
  const statement = statementText({
    ...{ release, service, tier, said, approvedBy },
    repository: facts.repository,
    commit: facts.commit,
    run: { id: run.id, attempt: run.attempt, createdAt: facts.createdAt },
    workflow: { file: facts.file, ref: `refs/heads/${facts.branch}` },
  });
  return await store.attach(repository, release, statement);
}
