import type { Digest } from '../../domain/digest.ts';
import { signedIn } from '../../domain/evidence/place.ts';
import type { DigestReference } from '../../domain/image.ts';
import type { EvidenceStore, FetchedStatement } from '../../engine/evidence/evidence-store.ts';
import type { SignatureStore } from '../../engine/evidence/signing.ts';
import { OciReferrers } from '../registry/oci-referrers.ts';
import { OciRegistry } from '../registry/oci-registry.ts';
import { BUNDLE, STATEMENT } from './evidence-artifact.ts';
import { RegistryEvidence } from './registry-evidence.ts';

/** Verifies a bundle. It is loaded when there is one: it is as large as everything else together. */
export type VerifyBundle = (bytes: Uint8Array) => Promise<FetchedStatement>;

const byPublicRoot: VerifyBundle = async (bytes) => (await import('../sigstore/public-good.ts')).verify(bytes);

/** Statements where others may write, too. So their place says whose signature counts, and each comes with who has signed it. */
export class SignedEvidence implements EvidenceStore, SignatureStore {
  readonly #registry: RegistryEvidence;
  readonly verify: VerifyBundle;

  constructor(registry: RegistryEvidence, verify = byPublicRoot) {
    this.#registry = registry;
    this.verify = verify;
  }

  async attach(place: string, release: DigestReference, statement: string): Promise<Digest> {
    return await this.#registry.attach(repositoryOf(place), release, statement);
  }

  /** Attaches a signed statement. */
  async attachBundle(place: string, release: DigestReference, bundle: string): Promise<Digest> {
    return await this.#registry.attach(repositoryOf(place), release, bundle, BUNDLE);
  }

  async candidates(place: string, release: Digest): Promise<readonly Digest[]> {
    return await this.#registry.candidates(repositoryOf(place), release);
  }

  async fetch(place: string, candidate: Digest, release: Digest): Promise<FetchedStatement> {
    const repository = repositoryOf(place);
    const found = await this.#registry.attached(repository, candidate, release, [BUNDLE, STATEMENT]);
    if (!found.ok) return found;
    if (found.kind === STATEMENT) return { ok: true, statement: Buffer.from(found.bytes).toString('utf8') };
    const verified = await this.verify(found.bytes);
    if (verified.ok) return verified;
    const { code, sentence } = verified.refusal;
    return { ok: false, refusal: { code, sentence: `${repository}@${candidate} is no evidence. ${sentence}` } };
  }
}

function repositoryOf(place: string): string {
  const { repository = '' } = signedIn(place) ?? {};
  if (repository === '') throw new Error(`"${place}" is no place of signed evidence.`);
  return repository;
}

/** Signed evidence in whatever registry its places name. */
export const signedEvidence = (): SignedEvidence =>
  new SignedEvidence(new RegistryEvidence(new OciRegistry(), new OciReferrers()));
