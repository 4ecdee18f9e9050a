import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { EVIDENCE_CODES } from '../../../../domain/evidence/codes.ts';
import { PROMOTION_CODES } from '../../../../engine/promotion/codes.ts';

const page = readFileSync('docs/evidence.md', 'utf8');
const rows = page.split('\n').filter((line) => line.startsWith('| `'));

it.each([...EVIDENCE_CODES, ...PROMOTION_CODES])('docs/evidence.md says when "%s"', (code) => {
  expect(rows.filter((row) => (row.split('|')[1] ?? '').includes(`\`${code}\``))).toHaveLength(1);
});
