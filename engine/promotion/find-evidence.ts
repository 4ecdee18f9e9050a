import type { Digest } from '../../domain/digest.ts';
import type { Records } from '../records.ts';
import { type Evidence, evidenceOf } from './evidence.ts';

/** Looks for evidence in the records of a tier. Asks for no more than can matter: the records of this release, and what came after. */
export async function findEvidence(
  request: { readonly release: Digest; readonly service: string; readonly from: string },
  records: Records,
): Promise<Evidence> {
  const { release, service, from: tier } = request;
  const own = await records.list({ service, tier, release });
  const first = evidenceOf(own, request);
  if (!first.adopted) return first;
  const later = await records.list({ service, tier, after: first.record });
  const known = new Set(own.map(({ id }) => id));
  return evidenceOf([...own, ...later.filter(({ id }) => !known.has(id))], request);
}
