import { demandRepository, demandService, type Expected } from '../../domain/expected.ts';
import { type DigestReference, formatDigestReference } from '../../domain/image.ts';
import type { Registry } from '../registry.ts';
import { type FetchedRelease, fetchRelease } from './fetch-release.ts';

/** Reads a release that must be the one a step is there for; one that lies elsewhere is not even asked for.
 *  @throws Refusal for other bytes, and as of `fetchRelease` */
export async function fetchExpected(
  registry: Pick<Registry, 'manifest' | 'blob'>,
  reference: DigestReference,
  expected: Expected,
): Promise<FetchedRelease> {
  const name = formatDigestReference(reference);
  demandRepository(name, reference.repository, expected);
  const fetched = await fetchRelease(registry, reference, expected.tier);
  demandService(name, fetched.service, expected);
  return fetched;
}
