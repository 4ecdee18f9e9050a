import { describe, expect, it } from '@jest/globals';
import type { Answered, Call } from '../../../../rehearsal/edge/visit.ts';
import { compareVisits } from '../../../../rehearsal/story/compare-visits.ts';
import type { VisitStatement } from '../../../../rehearsal/story/visit-statement.ts';

const VISIT: VisitStatement = {
  tier: 'staging',
  by: 'https',
  host: 'shop.com',
  path: '/',
  from: 'outside',
  forges: '203.0.113.0',
  gets: { status: 200, headers: { 'strict-transport-security': 'max-age=1' }, shows: 'Agents' },
  says: 'whatever',
};
const GOOD: Answered = { status: 200, headers: { 'strict-transport-security': 'max-age=1' }, body: '<h1>Agents</h1>' };
const WHO = 'https://shop.com/, asked at the edge of staging from outside in the name of 203.0.113.0, ';

const said = (answer: Partial<Answered>): Promise<readonly string[]> =>
  compareVisits({ knock: async () => ({ ...GOOD, ...answer }) }, [VISIT]);

describe('a visit to an edge', () => {
  it('is made as it is stated', async () => {
    const made: (Call & { readonly tier: string })[] = [];
    const knock = async (tier: string, call: Call) => {
      made.push({ tier, ...call });
      return GOOD;
    };
    expect(await compareVisits({ knock }, [VISIT])).toEqual([]);
    expect(made).toEqual([
      {
        ...{ tier: 'staging', by: 'https', host: 'shop.com', path: '/', from: 'outside' },
        headers: { 'x-forwarded-for': '203.0.113.0' },
      },
    ]);
  });

  it.each<[Partial<Answered>, readonly string[]]>([
    [{ status: 403, body: '' }, ['answers 403, wanted 200.']],
    [{ headers: {} }, ['answers with strict-transport-security "", wanted "max-age=1".']],
    [{ body: 'Other' }, ['does not show "Agents".']],
  ])('that goes otherwise is told in a sentence each: %j', async (answer, sentences) => {
    expect(await said(answer)).toEqual(sentences.map((sentence) => `${WHO}${sentence}`));
  });

  it('that nobody answers is no answer', async () => {
    const knock = async () => {
      throw new Error('connect ECONNREFUSED');
    };
    expect(await compareVisits({ knock }, [VISIT])).toEqual([`${WHO}does not answer (connect ECONNREFUSED).`]);
  });
});
