import { LOGIN } from '../login.ts';
import type { EvidenceRefusal } from './codes.ts';
import { readInToto } from './in-toto.ts';
import { NAME, RUN_FIELDS } from './run-shape.ts';
import { count, fields, list, matching, text } from './shape.ts';
import { type Evidence, PREDICATE_TYPE, SAID, type Said, statementText } from './statement.ts';

export type ReadStatement =
  | { readonly ok: true; readonly evidence: Evidence }
  | { readonly ok: false; readonly refusal: EvidenceRefusal };

const predicate = fields({
  ...RUN_FIELDS,
  service: NAME,
  tier: NAME,
  said: text(SAID.join(', '), (value): value is Said => (SAID as readonly string[]).includes(value)),
  approvedBy: list(fields({ id: count, login: matching(LOGIN, 'a login') })),
});

/** Reads what was fetched as evidence, strictly. */
export function readStatement(statement: string): ReadStatement {
  const read = readInToto<Evidence>(statement, {
    predicateType: PREDICATE_TYPE,
    of: (release, said) => ({ release, ...predicate(said, 'predicate') }),
    text: statementText,
  });
  return read.ok ? { ok: true, evidence: read.of } : read;
}
