import type { CommitSha } from '../commit.ts';
import { isRepository } from '../image.ts';
import { LOGIN } from '../login.ts';
import type { EvidenceRefusal } from './codes.ts';
import { count, fields, list, Malformed, matching, text } from './shape.ts';
import {
  digestOfHex,
  type Evidence,
  PREDICATE_TYPE,
  SAID,
  type Said,
  STATEMENT_TYPE,
  statementText,
} from './statement.ts';

export type ReadStatement =
  | { readonly ok: true; readonly evidence: Evidence }
  | { readonly ok: false; readonly refusal: EvidenceRefusal };

/** Reads what was fetched as a statement of ours. Nothing of it is passed over: a field too many, one that is missing, and a text
 *  that we would have written otherwise are refused, so that nobody reads it differently. */
export function readStatement(statement: string): ReadStatement {
  try {
    const evidence = parse(statement);
    if (statementText(evidence) === statement) return { ok: true, evidence };
    throw new Malformed('other-text', 'The statement is not written as we write one: a field twice, or another order.');
  } catch (error) {
    if (error instanceof Malformed) return { ok: false, refusal: error.refusal };
    throw error;
  }
}

const NAME = matching(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, 'a name of small letters, digits and "-"');
const HEX = matching(/^[0-9a-f]{64}$/, '64 hex characters');

const predicate = fields({
  repository: fields({ id: count, name: matching(/^[\w.-]+\/[\w.-]+$/, 'OWNER/NAME') }),
  service: NAME,
  tier: NAME,
  commit: text('a commit of 40 hex characters', (value): value is CommitSha => /^[0-9a-f]{40}$/.test(value)),
  run: fields({
    id: count,
    attempt: count,
    createdAt: matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z$/, 'a time of GitHub'),
  }),
  workflow: fields({
    file: matching(/^\.github\/workflows\/[\w.-]+\.ya?ml$/, 'a workflow file'),
    ref: matching(/^refs\/heads\/[^\s]+$/, 'a branch, refs/heads/…'),
  }),
  said: text(SAID.join(', '), (value): value is Said => (SAID as readonly string[]).includes(value)),
  approvedBy: list(fields({ id: count, login: matching(LOGIN, 'a login') })),
});

const subject = fields({
  name: text('a repository of a registry', (value): value is string => isRepository(value)),
  digest: fields({ sha256: HEX }),
});

const statement = fields({
  _type: (value) => value,
  subject: list(subject),
  predicateType: (value) => value,
  predicate: (value) => value,
});

function parse(written: string): Evidence {
  const whole = statement(json(written), '');
  if (whole._type !== STATEMENT_TYPE)
    throw new Malformed('not-a-statement', `It is ${shown(whole._type)}, wanted ${STATEMENT_TYPE}.`);
  if (whole.predicateType !== PREDICATE_TYPE)
    throw new Malformed(
      'other-predicate',
      `The statement is of ${shown(whole.predicateType)}, wanted ${PREDICATE_TYPE}.`,
    );
  const [first, ...others] = whole.subject;
  if (first === undefined || others.length > 0)
    throw new Malformed(
      'field-malformed',
      `The statement is about ${whole.subject.length} subjects, wanted one release.`,
    );
  return {
    release: { repository: first.name, digest: digestOfHex(first.digest.sha256) },
    ...predicate(whole.predicate, 'predicate'),
  };
}

function json(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    throw new Malformed('not-a-statement', 'It is no JSON.');
  }
}

const shown = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, 100);
