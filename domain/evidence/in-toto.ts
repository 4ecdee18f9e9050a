import { type Digest, parseDigest } from '../digest.ts';
import { type DigestReference, isRepository } from '../image.ts';
import type { EvidenceRefusal } from './codes.ts';
import { fields, list, Malformed, matching, type Read, text } from './shape.ts';

const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';

/** An in-toto statement about one subject: one text for one meaning, so that readers can compare bytes.
 *  @see https://github.com/in-toto/attestation/blob/v1.1.0/spec/v1/statement.md */
export const inToto = ({ repository, digest }: DigestReference, predicateType: string, predicate: object): string =>
  JSON.stringify({
    _type: STATEMENT_TYPE,
    subject: [{ name: repository, digest: { sha256: hexOf(digest) } }],
    predicateType,
    predicate,
  });

export type ReadInToto<Of> =
  | { readonly ok: true; readonly of: Of }
  | { readonly ok: false; readonly refusal: EvidenceRefusal };

/** One kind of statement of ours: how its predicate is read, and how the whole is written. */
export interface StatementKind<Of> {
  readonly predicateType: string;
  of(subject: DigestReference, predicate: unknown): Of;
  text(of: Of): string;
}

/** Reads what was fetched as a statement of ours. Nothing of it is passed over: a field too many, one that is missing, and a text
 *  that we would have written otherwise are refused, so that nobody reads it differently. */
export function readInToto<Of>(statement: string, kind: StatementKind<Of>): ReadInToto<Of> {
  try {
    const of = parse(statement, kind);
    if (kind.text(of) === statement) return { ok: true, of };
    throw new Malformed('other-text', 'The statement is not written as we write one: a field twice, or another order.');
  } catch (error) {
    if (error instanceof Malformed) return { ok: false, refusal: error.refusal };
    throw error;
  }
}

export const HEX = matching(/^[0-9a-f]{64}$/, '64 hex characters');

/** A repository of a registry. */
export const REPOSITORY: Read<string> = text('a repository of a registry', (value): value is string =>
  isRepository(value),
);

const whole = fields({
  _type: (value) => value,
  subject: list(fields({ name: REPOSITORY, digest: fields({ sha256: HEX }) })),
  predicateType: (value) => value,
  predicate: (value) => value,
});

function parse<Of>(written: string, kind: StatementKind<Of>): Of {
  const { _type, subject, predicateType, predicate } = whole(json(written), '');
  if (_type !== STATEMENT_TYPE)
    throw new Malformed('not-a-statement', `It is ${shown(_type)}, wanted ${STATEMENT_TYPE}.`);
  if (predicateType !== kind.predicateType)
    throw new Malformed(
      'other-predicate',
      `The statement is of ${shown(predicateType)}, wanted ${kind.predicateType}.`,
    );
  const [first, ...others] = subject;
  if (first === undefined || others.length > 0)
    throw new Malformed('field-malformed', `The statement is about ${subject.length} subjects, wanted one.`);
  return kind.of({ repository: first.name, digest: digestOfHex(first.digest.sha256) }, predicate);
}

function json(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    throw new Malformed('not-a-statement', 'It is no JSON.');
  }
}

const shown = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, 100);

const hexOf = (digest: Digest): string => digest.slice('sha256:'.length);
export const digestOfHex = (hex: string): Digest => parseDigest(`sha256:${hex}`);
