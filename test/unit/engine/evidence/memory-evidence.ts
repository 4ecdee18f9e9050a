import { type Digest, digestOf } from '../../../../domain/digest.ts';
import type { DigestReference } from '../../../../domain/image.ts';
import type { Subject } from '../../../../domain/provenance/subjects.ts';
import type { EvidenceStore, FetchedStatement, StatementStore } from '../../../../engine/evidence/evidence-store.ts';

/** Evidence in memory. */
export class MemoryEvidence implements EvidenceStore, StatementStore {
  readonly all = new Map<string, { readonly release: Digest; readonly statement: string }>();

  async attach(repository: string, { digest: release }: DigestReference, statement: string): Promise<Digest> {
    const digest = digestOf(`${release} ${statement}`);
    this.all.set(`${repository}@${digest}`, { release, statement });
    return digest;
  }

  async attachTo(repository: string, { digest }: Subject, statement: string): Promise<Digest> {
    return await this.attach(repository, { repository, digest }, statement);
  }

  async candidates(repository: string, release: Digest): Promise<readonly Digest[]> {
    return [...this.all]
      .filter(([name, each]) => name.startsWith(`${repository}@`) && each.release === release)
      .map(([name]) => name.slice(repository.length + 1) as Digest);
  }

  async fetch(repository: string, candidate: Digest): Promise<FetchedStatement> {
    const found = this.all.get(`${repository}@${candidate}`);
    return found === undefined
      ? { ok: false, refusal: { code: 'evidence-absent', sentence: 'It is not there.' } }
      : { ok: true, statement: found.statement };
  }
}
