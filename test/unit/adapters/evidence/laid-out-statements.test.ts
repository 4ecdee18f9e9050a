import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { LaidOutStatements } from '../../../../adapters/evidence/laid-out-statements.ts';
import { PREDICATE_TYPE, statementText } from '../../../../domain/evidence/statement.ts';
import { isToSign, toSignFiles, toSignOutput, toSignWord } from '../../../../domain/evidence/to-sign.ts';
import { evidence } from '../../domain/evidence/evidence-of.ts';

const folder = mkdtempSync(join(tmpdir(), 'sluice-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What actions/attest makes of its inputs: a line of a checksum file is a digest, a blank, a flag that may be blank, and a name.
 *  @see https://github.com/actions/attest/blob/1e69f48acb82d1966a394da916b4c1698aa569d6/src/subject.ts */
function attested(subject: string, predicateType: string, predicate: string): string {
  const [line = '', ...others] = subject.split(/\r?\n/).filter(Boolean);
  if (others.length > 0) throw new Error('push-to-registry and one subject go together.');
  const [, sha256 = '', name = ''] = /^([0-9a-fA-F]+) [ *]?(.*)$/.exec(line) ?? [];
  return JSON.stringify({
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name, digest: { sha256 } }],
    predicateType,
    predicate: JSON.parse(predicate),
  });
}

describe('a statement that is laid out', () => {
  it.each([
    ['plain', evidence()],
    [
      'with who approved',
      evidence({
        approvedBy: [
          { id: 1, login: 'mina' },
          { id: 2, login: 'ben[bot]' },
        ],
      }),
    ],
    [
      'of a repository with a port',
      evidence({ release: { ...evidence().release, repository: '127.0.0.1:5000/p/api' } }),
    ],
  ])('is signed to the byte as we would have written it: %s', async (_what, said) => {
    await new LaidOutStatements(folder).layOut('api', statementText(said));
    const files = toSignFiles('api');
    const read = (path: string) => readFileSync(join(folder, path), 'utf8');
    expect(attested(read(files.subject), PREDICATE_TYPE, read(files.predicate))).toBe(statementText(said));
  });
});

describe('the services that something is signed of', () => {
  it('are found by their whole names', () => {
    const output = toSignOutput(['api', 'web-api']);
    expect(['api', 'web-api', 'web', 'ap', 'api web-api'].filter((each) => output.includes(toSignWord(each)))).toEqual([
      'api',
      'web-api',
    ]);
    expect(toSignOutput([])).toBe('');
  });

  it('are those of which a yes was said where it must be signed', () => {
    const place = 'signed:70/r.example/p/evidence-staging';
    expect((['complete', 'failed', 'withdrawn'] as const).filter((said) => isToSign(place, said))).toEqual([
      'complete',
    ]);
    expect(isToSign('r.example/p/evidence-staging', 'complete')).toBe(false);
  });
});
