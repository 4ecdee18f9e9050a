import { type Digest, isDigest } from '../../domain/digest.ts';
import type { EvidenceRefusal } from '../../domain/evidence/codes.ts';
import type { DigestReference } from '../../domain/image.ts';
import type { Subject } from '../../domain/provenance/subjects.ts';
import type { EvidenceStore, FetchedStatement, StatementStore } from '../../engine/evidence/evidence-store.ts';
import type { Registry } from '../../engine/registry.ts';
import { digestsOf, type OciReferrers } from '../registry/oci-referrers.ts';
import { RegistryError } from '../registry/registry-error.ts';
import { type AttachedKind, attachedLayer, descriptorOf, evidenceArtifact, STATEMENT } from './evidence-artifact.ts';
import { FallbackIndex } from './fallback-index.ts';

/** Statements as OCI artifacts that refer to what they are about, in a repository apart from it. */
export class RegistryEvidence implements EvidenceStore, StatementStore {
  readonly #registry: Registry;
  readonly #referrers: OciReferrers;
  readonly #fallback: FallbackIndex;

  constructor(registry: Registry, referrers: OciReferrers) {
    this.#registry = registry;
    this.#referrers = referrers;
    this.#fallback = new FallbackIndex(referrers);
  }

  async attach(repository: string, release: DigestReference, statement: string, kind = STATEMENT): Promise<Digest> {
    const { mediaType, bytes } = await this.#registry.manifest(release);
    return await this.attachTo(repository, { mediaType, digest: release.digest, size: bytes.length }, statement, kind);
  }

  async attachTo(repository: string, subject: Subject, statement: string, kind = STATEMENT): Promise<Digest> {
    const artifact = evidenceArtifact(subject, statement, kind);
    await this.#registry.push(repository, artifact);
    const { digest } = artifact.manifest;
    const listed = await this.#referrers.referrers(repository, subject.digest);
    // Some registries answer with a list, and keep none.
    if (listed === undefined || !digestsOf(listed).includes(digest))
      await this.#fallback.add(repository, subject.digest, {
        ...descriptorOf(artifact, kind),
        bytes: artifact.manifest.bytes,
      });
    return digest;
  }

  async candidates(repository: string, subject: Digest): Promise<readonly Digest[]> {
    const listed = await this.#referrers.referrers(repository, subject);
    return listed === undefined || listed.length === 0
      ? await this.#fallback.list(repository, subject)
      : [...new Set(digestsOf(listed))];
  }

  async fetch(repository: string, candidate: Digest, subject: Digest): Promise<FetchedStatement> {
    const found = await this.attached(repository, candidate, subject, [STATEMENT]);
    return found.ok ? { ok: true, statement: Buffer.from(found.bytes).toString('utf8') } : found;
  }

  /** What is attached to a digest, if it is of one of these kinds. */
  async attached(
    repository: string,
    candidate: Digest,
    subject: Digest,
    kinds: readonly AttachedKind[],
  ): Promise<Attached> {
    const name = `${repository}@${candidate}`;
    const manifest = await present(this.#registry.manifest({ repository, digest: candidate }));
    if (manifest === undefined) return absent(name);
    const layer = attachedLayer(manifest.bytes, subject, kinds);
    if (!layer.ok)
      return { ok: false, refusal: { code: layer.code, sentence: `${name} is no evidence: ${layer.wrong}.` } };
    const bytes = isDigest(layer.digest)
      ? await present(this.#registry.blob({ repository, digest: layer.digest }))
      : undefined;
    return bytes === undefined ? absent(name) : { ok: true, kind: layer.kind, bytes };
  }
}

/** The bytes of what is attached, and of which kind they are. */
export type Attached =
  | { readonly ok: true; readonly kind: AttachedKind; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly refusal: EvidenceRefusal };

const absent = (name: string): Attached & { readonly ok: false } => ({
  ok: false,
  refusal: { code: 'evidence-absent', sentence: `${name} is listed, and not in the registry.` },
});

/** What is not there is an answer; whatever else goes wrong is not known, and so not passed over. */
async function present<Found>(asked: Promise<Found>): Promise<Found | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof RegistryError && error.status === 404) return undefined;
    throw error;
  }
}
