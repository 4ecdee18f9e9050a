import { type Digest, isDigest } from '../digest.ts';
import { type ReadInToto, readInToto } from '../evidence/in-toto.ts';
import { NAME, RUN_FIELDS } from '../evidence/run-shape.ts';
import { count, fields, list, matching, text } from '../evidence/shape.ts';
import type { ImageIdentity } from '../image-identity.ts';
import { PROVENANCE_TYPE, type Provenance, provenanceText } from './statement.ts';

const LINE = matching(/^[^\u0000-\u001f\u007f]*$/, 'a text of one line');

const predicate = fields({
  ...RUN_FIELDS,
  identity: text('64 hex characters', (value): value is ImageIdentity => /^[0-9a-f]{64}$/.test(value)),
  service: NAME,
  job: count,
  source: list(fields({ path: LINE, id: matching(/^(?:[0-9a-f]{40})?$/, 'an object id of git, or nothing') })),
  images: list(fields({ name: LINE, digest: text('sha256:<64 hex>', (value): value is Digest => isDigest(value)) })),
});

/** Reads what was fetched as provenance, strictly. */
export const readProvenance = (statement: string): ReadInToto<Provenance> =>
  readInToto<Provenance>(statement, {
    predicateType: PROVENANCE_TYPE,
    of: (image, said) => ({ image, ...predicate(said, 'predicate') }),
    text: provenanceText,
  });
