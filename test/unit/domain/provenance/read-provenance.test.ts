import { describe, expect, it } from '@jest/globals';
import { statementText } from '../../../../domain/evidence/statement.ts';
import { readProvenance } from '../../../../domain/provenance/read-provenance.ts';
import { provenanceText } from '../../../../domain/provenance/statement.ts';
import { evidence } from '../evidence/evidence-of.ts';
import { provenance } from './provenance-of.ts';

const text = provenanceText(provenance());
const code = (written: string) => {
  const read = readProvenance(written);
  return read.ok ? 'read' : read.refusal.code;
};
const with_ = (over: object) => JSON.stringify({ ...JSON.parse(text), ...over });
const saying = (over: object) => with_({ predicate: { ...JSON.parse(text).predicate, ...over } });

describe('a statement of provenance', () => {
  it('is read as it was written', () => {
    expect(readProvenance(text)).toEqual({ ok: true, of: provenance() });
    const nothing = provenance({ images: [], source: [{ path: '', id: '' }] });
    expect(readProvenance(provenanceText(nothing))).toEqual({ ok: true, of: nothing });
  });

  it.each([
    ['other-predicate', statementText(evidence())],
    ['not-a-statement', '{'],
    ['field-foreign', saying({ more: 1 })],
    ['field-missing', saying({ job: undefined })],
    ['field-malformed', saying({ job: '400' })],
    ['field-malformed', saying({ identity: 'E'.repeat(64) })],
    ['field-malformed', saying({ source: [{ path: 'api\n', id: '' }] })],
    ['field-malformed', saying({ source: [{ path: 'api', id: 'x' }] })],
    ['field-malformed', saying({ images: [{ name: '', digest: 'latest' }] })],
    ['other-text', ` ${text}`],
  ])('is refused: %s', (expected, written) => {
    expect(code(written)).toBe(expected);
  });
});
