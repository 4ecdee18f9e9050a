import { type Digest, digestOf } from '../../domain/digest.ts';
import { type ApprovedBy, type Said, statementText } from '../../domain/evidence/statement.ts';
import { isToSign } from '../../domain/evidence/to-sign.ts';
import type { DigestReference } from '../../domain/image.ts';
import type { EvidencePorts } from './collect-evidence.ts';
import type { Signing } from './signing.ts';

/** What a run says about a release. */
export interface Saying {
  readonly release: DigestReference;
  readonly service: string;
  readonly tier: string;
  readonly said: Said;
  readonly approvedBy: readonly ApprovedBy[];
}

/** Where evidence is written; `signing` takes what a later step of the job has to sign first. */
export interface RecordPorts extends EvidencePorts {
  readonly signing?: Signing;
}

/** Writes what this run found out, or lays it out to be signed where nothing else counts. Repository, commit, workflow and time are those that GitHub has of the run, never what anybody
 *  hands over, so that they fit when they are looked up.
 *  @returns what the statement is found by; of one that is laid out, the digest of its text
 *  @throws where GitHub does not know the run */
export async function recordEvidence(
  saying: Saying,
  run: { readonly id: number; readonly attempt: number },
  place: string,
  { store, runs, signing }: RecordPorts,
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
  if (!isToSign(place, said)) return await store.attach(place, release, statement);
  if (signing === undefined) throw new Error(`What ${tier} has proven must be signed, and nobody signs here.`);
  await signing.layOut(service, statement);
  return digestOf(statement);
}
