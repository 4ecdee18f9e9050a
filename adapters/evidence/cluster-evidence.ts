import { type Digest, digestOf, isDigest } from '../../domain/digest.ts';
import { evidenceObject, inCluster } from '../../domain/evidence/place.ts';
import { readStatement } from '../../domain/evidence/read-statement.ts';
import type { DigestReference } from '../../domain/image.ts';
import { isNewer } from '../../domain/run-order.ts';
import type { EvidenceStore, FetchedStatement } from '../../engine/evidence/evidence-store.ts';
import {
  type Cluster,
  isMoved,
  type KubernetesObject,
  type ObjectReference,
  seenOf,
} from '../../engine/rollout/cluster.ts';

/** An object of Kubernetes holds a megabyte, and a statement has some hundred bytes. */
const MOST = 500;
/** Whoever writes at the same time is one of few: a rollout, its checks, a rollback. */
const TRIES = 10;

/** Statements by what they are found by: `<hex of the release>.<hex of the statement>`. */
type Held = ReadonlyMap<string, string>;

/** Statements in a ConfigMap of the tier's namespace, one for each image: only the tier's deployer writes there, and only the deployer of
 *  the tier after reads it. */
export class ClusterEvidence implements EvidenceStore {
  readonly #cluster: Pick<Cluster, 'get' | 'apply' | 'patch'>;

  constructor(cluster: Pick<Cluster, 'get' | 'apply' | 'patch'>) {
    this.#cluster = cluster;
  }

  async attach(place: string, { digest: release }: DigestReference, statement: string): Promise<Digest> {
    const digest = digestOf(statement);
    const reference = referenceOf(place);
    for (let tries = 1; tries <= TRIES; tries += 1) {
      const there = (await this.#cluster.get(reference)) ?? (await this.#made(reference));
      const held = heldIn(there);
      if (held.get(keyOf(release, digest)) === statement) return digest;
      const data = { [keyOf(release, digest)]: statement, ...tooMany(held) };
      try {
        await this.#cluster.patch(seenOf(there, reference.namespace), { data });
        return digest;
      } catch (error) {
        // Somebody else wrote: what they said must not be lost.
        if (!isMoved(error)) throw error;
      }
    }
    throw new Error(
      `${nameOf(reference)} was changed by somebody else ${TRIES} times. Find out who writes there, and run this again.`,
    );
  }

  async candidates(place: string, release: Digest): Promise<readonly Digest[]> {
    const before = keyOf(release, undefined);
    const held = heldIn(await this.#cluster.get(referenceOf(place)));
    return [...held.keys()]
      .filter((key) => key.startsWith(before))
      .map((key) => `sha256:${key.slice(before.length)}`)
      .filter(isDigest);
  }

  async fetch(place: string, candidate: Digest, release: Digest): Promise<FetchedStatement> {
    const reference = referenceOf(place);
    const statement = heldIn(await this.#cluster.get(reference)).get(keyOf(release, candidate));
    const name = `${candidate} in ${nameOf(reference)}`;
    if (statement === undefined)
      return { ok: false, refusal: { code: 'evidence-absent', sentence: `${name} is listed, and not there.` } };
    return digestOf(statement) === candidate
      ? { ok: true, statement }
      : { ok: false, refusal: { code: 'other-artifact', sentence: `${name} is another text than its name says.` } };
  }

  /** Two that make it at once make one. */
  async #made({ apiVersion, kind, namespace, name }: ObjectReference): Promise<KubernetesObject> {
    return (await this.#cluster.apply({ apiVersion, kind, metadata: { name, namespace } })).object;
  }
}

function referenceOf(place: string): ObjectReference {
  const found = inCluster(place);
  if (found === undefined || found.image === '') throw new Error(`"${place}" is no place in a cluster.`);
  return { apiVersion: 'v1', kind: 'ConfigMap', namespace: found.namespace, name: evidenceObject(found.image) };
}

const keyOf = (release: Digest, statement: Digest | undefined): string =>
  [release, statement ?? ''].map((digest) => digest.replace('sha256:', '')).join('.');

function heldIn(object: KubernetesObject | undefined): Held {
  const data = object?.['data'];
  const entries = typeof data === 'object' && data !== null ? Object.entries(data) : [];
  return new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** The oldest go, so that there is room for one more: what is not read as ours first. */
function tooMany(held: Held): Readonly<Record<string, null>> {
  const dated = [...held].map(([key, statement]) => {
    const read = readStatement(statement);
    return { key, run: read.ok ? read.evidence.run : undefined };
  });
  const oldestFirst = dated.sort((a, b) => {
    if (a.run === undefined || b.run === undefined) return Number(a.run !== undefined) - Number(b.run !== undefined);
    return isNewer(a.run, b.run) ? 1 : -1;
  });
  return Object.fromEntries(oldestFirst.slice(0, Math.max(0, held.size + 1 - MOST)).map(({ key }) => [key, null]));
}

const nameOf = ({ kind, namespace, name }: ObjectReference): string => `${kind} "${name}" of namespace "${namespace}"`;
