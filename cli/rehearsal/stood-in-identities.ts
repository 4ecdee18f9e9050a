import type { Delivery } from '../../domain/delivery.ts';
import { identityPool } from '../../domain/identity-pool.ts';
import { github } from '../../domain/repository.ts';
import { generatedFiles } from '../generated-files.ts';

/** A delivery whose jobs somebody in the cloud knows. */
export interface KnownDelivery {
  readonly delivery: Delivery;
  /** What the administrator's files say for it, by path, where those of the delivery say nothing; no file that GitHub runs. */
  readonly replaced: ReadonlyMap<string, string>;
  /** What is made up, in a sentence; `undefined` for nothing. */
  readonly note: string | undefined;
}

const REPOSITORY = github({ owner: 'rehearsal', name: 'platform', id: '1', ownerId: '1' });
const POOL = identityPool({ project: 'rehearsal-project', projectNumber: '1', name: 'github' });

/** Where a delivery says neither its repository nor its pool, nobody could log in: the rehearsal makes both up, and says so. One that says
 *  half of it is left as it is, for `sluice synth` to refuse. */
export function knownDelivery(delivery: Delivery): KnownDelivery {
  const { cluster, repository } = delivery;
  if (repository !== undefined || cluster.identity.pool !== undefined)
    return { delivery, replaced: new Map(), note: undefined };
  const known: Delivery = {
    ...delivery,
    repository: REPOSITORY,
    cluster: { ...cluster, identity: { ...cluster.identity, pool: POOL } },
  };
  const own = new Map(generatedFiles(delivery).map(({ path, content }) => [path, content]));
  const differing = generatedFiles(known).filter(
    ({ path, content }) => !path.startsWith('.github/') && own.get(path) !== content,
  );
  return {
    delivery: known,
    replaced: new Map(differing.map(({ path, content }) => [path, content])),
    note: `The delivery says neither its repository nor its identity pool. Both are made up here: ${REPOSITORY.owner}/${REPOSITORY.name}, and a pool that lets in who sluice setup would.`,
  };
}
