import type { Digest } from '../../domain/digest.ts';
import type { Records } from '../records.ts';
import { type Evidence, evidenceOf } from './evidence.ts';

const ALL = Number.POSITIVE_INFINITY;

/** Looks for evidence in the records of a tier. Asks for all that can matter and no more: the records of this release, and the
 *  rollbacks that came after. */
export async function findEvidence(
  request: { readonly release: Digest; readonly service: string; readonly from: string },
  records: Records,
): Promise<Evidence> {
  const { release, service, from: tier } = request;
  const own = await records.list({ service, tier, release, limit: ALL });
  const first = evidenceOf(own, request);
  if (!first.adopted) return first;
  const later = await records.list({ service, tier, kind: 'rollback', after: first.record, limit: ALL });
  const known = new Set(own.map(({ id }) => id));
  return evidenceOf([...own, ...later.filter(({ id }) => !known.has(id))], request);
}
