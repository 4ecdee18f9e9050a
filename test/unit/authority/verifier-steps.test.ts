import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { VERIFIER_STEPS } from '../../authority/verifier-steps.ts';

const cuts = VERIFIER_STEPS.flatMap(({ asks, cuts }) => cuts.map((cut) => [asks, cut] as const));

it.each(cuts)('what asks %s is there once', (_, { file, from, to }) => {
  const text = readFileSync(join(import.meta.dirname, '../../..', file), 'utf8');
  expect(text.split(from).length - 1).toBe(1);
  expect(to).not.toBe(from);
});
