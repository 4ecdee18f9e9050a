import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { filledQuery, type MeasuredSide, templateProblems } from '../../../domain/query-template.ts';

const canary: MeasuredSide = {
  version: 'canary',
  namespace: 'shop',
  deployment: 'api-canary',
  pods: 'api-canary-[a-z0-9]{1,10}-[a-z0-9]{5}',
};

describe('a query', () => {
  it('has its placeholders filled in, with and without spaces, wherever they stand', () => {
    const template =
      'sum(rate(http_requests_total{namespace="{{namespace}}",pod=~"{{ pods }}"}[2m])) # {{version}} {{deployment}}';
    expect(templateProblems(template, 'value')).toEqual([]);
    expect(filledQuery(template, canary)).toBe(
      'sum(rate(http_requests_total{namespace="shop",pod=~"api-canary-[a-z0-9]{1,10}-[a-z0-9]{5}"}[2m])) # canary api-canary',
    );
  });

  it.each([
    ['  ', ['Wanted a PromQL query.']],
    [
      'up{pod=~"{{pod}}"}',
      ['There is no {{pod}}; a query can have {{namespace}}, {{deployment}}, {{pods}}, {{version}}.'],
    ],
    ['up{pod=~"{{pods}}",x="{{"}', ['"{{" is not closed by "}}"']],
    ['up{pod=~"${{pods}}"}', ['GitHub would read "${{" as an expression']],
    ['up{namespace="{{namespace}}"}', ['Both versions would be asked the same']],
  ])('%j is refused', (template, says) => {
    expect(templateProblems(template, 'value')).toEqual(
      says.map((message) => ({ field: 'value', value: template, message: expect.stringContaining(message) })),
    );
  });

  it('is never filled with what could end a string of PromQL, or escape in it', () => {
    fc.assert(
      fc.property(fc.string(), (deployment) => {
        let query: string;
        try {
          query = filledQuery('{{deployment}}', { ...canary, deployment });
        } catch (error) {
          expect((error as Error).message).toContain('cannot stand for {{deployment}}');
          return;
        }
        expect(query).toBe(deployment);
        expect(query).not.toMatch(/["'`\\\n#()]/);
      }),
    );
  });
});
