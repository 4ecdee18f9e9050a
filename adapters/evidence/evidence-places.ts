import type { Digest } from '../../domain/digest.ts';
import { inCluster, signedIn } from '../../domain/evidence/place.ts';
import type { DigestReference } from '../../domain/image.ts';
import type { EvidenceStore, FetchedStatement } from '../../engine/evidence/evidence-store.ts';
import { OciReferrers } from '../registry/oci-referrers.ts';
import { OciRegistry } from '../registry/oci-registry.ts';
import { RegistryEvidence } from './registry-evidence.ts';
import { signedEvidence } from './signed-evidence.ts';

/** Evidence wherever a delivery keeps it: its place says whether that is a registry or a cluster, and whether it must be
 *  signed. */
export class EvidencePlaces implements EvidenceStore {
  readonly #registry: EvidenceStore;
  readonly #signed: EvidenceStore;
  readonly #cluster: () => EvidenceStore | Promise<EvidenceStore>;

  /** @param cluster asked only for what lies there */
  constructor(
    cluster: () => EvidenceStore | Promise<EvidenceStore>,
    registry: EvidenceStore = registryEvidence(),
    signed: EvidenceStore = signedEvidence(),
  ) {
    this.#cluster = cluster;
    this.#registry = registry;
    this.#signed = signed;
  }

  async attach(place: string, release: DigestReference, statement: string): Promise<Digest> {
    return await (await this.#at(place)).attach(place, release, statement);
  }

  async candidates(place: string, release: Digest): Promise<readonly Digest[]> {
    return await (await this.#at(place)).candidates(place, release);
  }

  async fetch(place: string, candidate: Digest, release: Digest): Promise<FetchedStatement> {
    return await (await this.#at(place)).fetch(place, candidate, release);
  }

  #at(place: string): EvidenceStore | Promise<EvidenceStore> {
    if (signedIn(place) !== undefined) return this.#signed;
    return inCluster(place) === undefined ? this.#registry : this.#cluster();
  }
}

const registryEvidence = (): RegistryEvidence => new RegistryEvidence(new OciRegistry(), new OciReferrers());
