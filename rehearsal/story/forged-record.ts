import { parseDigestReference } from '../../domain/image.ts';
import { RECORD_SCHEMA, type RecordPayload, recordTask } from '../../domain/record.ts';
import type { World } from '../world.ts';
import type { Deed } from './deed.ts';
import { ACTOR } from './event-of.ts';
import { knownText } from './known-text.ts';
import type { SeenRecord } from './seen.ts';

/** Writes what never happened into the deployment records, as a job of a branch can whose workflow asks for `deployments: write`: by two
 *  calls of GitHub's API, with nothing else that its token may do. @throws where the branch has no run: the story is out of date */
export async function forgeRecord(
  world: Pick<World, 'call' | 'repository'>,
  { branch, service, tier, release }: Deed & { readonly do: 'forge a record' },
  records: readonly SeenRecord[],
): Promise<void> {
  const run = world.repository.runs.findLast(({ headBranch }) => headBranch === branch);
  if (run === undefined) throw new Error(`The story is out of date: there was no run on ${branch}.`);
  const call = (path: string, body: object) => world.call(run, { deployments: 'write' }, path, body);
  const made = await call('/deployments', {
    ref: run.headSha,
    task: recordTask(service),
    environment: tier,
    payload: {
      schema: RECORD_SCHEMA,
      kind: 'rollout',
      ...{ service, tier, commit: run.headSha, actor: ACTOR },
      release: parseDigestReference(knownText(release, records)),
      run: { id: run.id, attempt: run.attempt, createdAt: run.createdAt },
    } satisfies Omit<RecordPayload, 'commit'> & { readonly commit: string },
    auto_merge: false,
    required_contexts: [],
  });
  const { id } = made as { readonly id: number };
  await call(`/deployments/${id}/statuses`, { state: 'success', description: 'complete: all is well' });
}
