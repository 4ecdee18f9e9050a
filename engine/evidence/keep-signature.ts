import type { Digest } from '../../domain/digest.ts';
import { readStatement } from '../../domain/evidence/read-statement.ts';
import { type DigestReference, formatDigestReference } from '../../domain/image.ts';
import type { SignatureStore } from './signing.ts';

/** Of what a signature is wanted. */
export interface Signed {
  readonly release: DigestReference;
  readonly service: string;
  readonly tier: string;
}

/** Attaches what was just signed, if it verifies and is about what it should be: whoever promotes would find out later, and nobody could
 *  tell why. @throws where it does not verify, or says something else */
export async function keepSignature(
  { release, service, tier }: Signed,
  bundle: string,
  place: string,
  store: SignatureStore,
): Promise<Digest> {
  const verified = await store.verify(new TextEncoder().encode(bundle));
  if (!verified.ok) throw unusable(verified.refusal.sentence);
  const read = readStatement(verified.statement);
  if (!read.ok) throw unusable(read.refusal.sentence);
  const { evidence } = read;
  const [found, wanted] = [evidence, { release, service, tier }].map(words);
  if (found !== wanted || evidence.said !== 'complete')
    throw unusable(`It says "${evidence.said}" of ${found}; wanted "complete" of ${wanted}.`);
  return await store.attachBundle(place, release, bundle);
}

const words = ({ release, service, tier }: Signed): string =>
  `${formatDigestReference(release)} of ${service} in ${tier}`;

const unusable = (why: string): Error =>
  new Error(
    `What GitHub has signed proves nothing here, and is not kept. ${why} Of a private repository GitHub signs by an instance of its own, which nobody believes here: say evidence: 'cluster'.`,
  );
