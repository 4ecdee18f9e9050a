import { describe, expect, it } from '@jest/globals';
import { readStatement } from '../../../../domain/evidence/read-statement.ts';
import { statementText } from '../../../../domain/evidence/statement.ts';
import { evidence } from './evidence-of.ts';

type Json = Record<string, unknown>;
const written = statementText(evidence({ approvedBy: [{ id: 5, login: 'mina' }] }));

/** The statement with one place changed; `undefined` takes the field away. */
function changed(path: string, value: unknown): string {
  const whole = JSON.parse(written) as Json;
  const names = path.split('.');
  const last = names.pop() ?? '';
  const holder = names.reduce<Json>((at, name) => at[name] as Json, whole);
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return JSON.stringify(whole);
}
const code = (text: string) => {
  const read = readStatement(text);
  return read.ok ? 'read' : read.refusal.code;
};

describe('a statement', () => {
  it('is an in-toto statement about one release', () => {
    expect(JSON.parse(written)).toMatchObject({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ name: 'r.example/p/services/api', digest: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } }],
      predicateType: 'https://sluice.dev/evidence/v1',
    });
  });

  it('is read back as it was written', () => {
    const given = evidence({ approvedBy: [{ id: 5, login: 'mina' }] });
    expect(readStatement(statementText(given))).toEqual({ ok: true, evidence: given });
  });

  it.each([
    '_type',
    'subject',
    'predicateType',
    'predicate',
    'subject.0.name',
    'subject.0.digest',
    'subject.0.digest.sha256',
  ])('is refused without %s', (path) => expect(code(changed(path, undefined))).toBe('field-missing'));

  it.each(
    ['repository', 'repository.id', 'repository.name', 'service', 'tier', 'commit', 'run', 'run.id', 'run.attempt']
      .concat(['run.createdAt', 'workflow', 'workflow.file', 'workflow.ref', 'said', 'approvedBy', 'approvedBy.0.id'])
      .concat(['approvedBy.0.login'])
      .map((path) => `predicate.${path}`),
  )('is refused without %s, and with something else there', (path) => {
    expect(code(changed(path, undefined))).toBe('field-missing');
    expect(code(changed(path, 'x y'))).toBe('field-malformed');
    expect(code(changed(path, -1))).toBe('field-malformed');
  });

  it.each(['more', 'subject.0.more', 'subject.0.digest.sha512', 'predicate.more', 'predicate.run.more'])(
    'is refused with a field %s that evidence does not have',
    (path) => expect(code(changed(path, 'x'))).toBe('field-foreign'),
  );

  it('is refused about no subject, and about two', () => {
    const [subject] = (JSON.parse(written) as { subject: unknown[] }).subject;
    expect(code(changed('subject', []))).toBe('field-malformed');
    expect(code(changed('subject', [subject, subject]))).toBe('field-malformed');
  });

  it('is refused of another type, of another predicate, and as no JSON', () => {
    expect(code(changed('_type', 'https://in-toto.io/Statement/v0.1'))).toBe('not-a-statement');
    expect(code('{')).toBe('not-a-statement');
    expect(code(changed('predicateType', 'https://slsa.dev/provenance/v1'))).toBe('other-predicate');
  });

  it('is refused in any other text that says the same', () => {
    expect(code(`${written}\n`)).toBe('other-text');
    expect(code(written.replace('"service":"api"', '"service":"web","service":"api"'))).toBe('other-text');
  });

  it.each([
    ['a tag', 'predicate.workflow.ref', 'refs/tags/main'],
    ['a file elsewhere', 'predicate.workflow.file', '.github/workflows/../evil.yml'],
    ['a time without a zone', 'predicate.run.createdAt', '2026-03-01T00:00:00'],
    ['a fraction of an attempt', 'predicate.run.attempt', 1.5],
    ['attempt 0', 'predicate.run.attempt', 0],
    ['an outcome that proves nothing', 'predicate.said', 'skipped'],
    ['a digest of 63 characters', 'subject.0.digest.sha256', 'a'.repeat(63)],
    ['a list for an object', 'predicate', []],
  ])('is refused with %s', (_, path, value) => expect(code(changed(path, value))).toBe('field-malformed'));
});
