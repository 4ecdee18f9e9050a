import type { Digest } from '../../domain/digest.ts';
import type { DigestReference } from '../../domain/image.ts';
import type { FetchedStatement } from './evidence-store.ts';

/** What is left for a later step of the job: GitHub signs by an action of its own. */
export interface Signing {
  /** Lays a statement out for it. */
  layOut(service: string, statement: string): Promise<void>;
}

/** Where signed statements are kept. */
export interface SignatureStore {
  /** Who has signed, or why nobody has. */
  verify(bundle: Uint8Array): Promise<FetchedStatement>;
  attachBundle(place: string, release: DigestReference, bundle: string): Promise<Digest>;
}
