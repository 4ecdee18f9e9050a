import { describe, expect, it } from '@jest/globals';
import { numberIn } from '../../../../adapters/prometheus/answer.ts';
import { MetricRefused } from '../../../../engine/rollout/ports/metrics.ts';

const TIME = 1_795_600_000.781;
/** As Prometheus 3.5 answers. */
const answer = (data: unknown, more: object = {}) => ({
  status: 200,
  body: JSON.stringify({ status: 'success', data, ...more }),
});
const vector = (...values: string[]) => ({
  resultType: 'vector',
  result: values.map((value, index) => ({ metric: { instance: `10.0.0.${index}` }, value: [TIME, value] })),
});

describe('the number in an answer', () => {
  it.each([
    ['a scalar', answer({ resultType: 'scalar', result: [TIME, '0.25'] }), 0.25],
    ['a vector of one series', answer(vector('1.5e-05')), 0.000015],
    ['nothing that matched', answer(vector()), undefined],
    ['a division by zero', answer(vector('NaN')), Number.NaN],
    ['a quantile beyond the last bucket', answer(vector('+Inf')), Number.POSITIVE_INFINITY],
    ['its opposite', answer(vector('-Inf')), Number.NEGATIVE_INFINITY],
    ['a remark about style', answer(vector('1'), { infos: ['PromQL info: metric might not be a counter'] }), 1],
    [
      'the same from an older server',
      answer(vector('1'), { warnings: ['PromQL info: metric might not be a counter'] }),
      1,
    ],
  ])('of %s', (_, given, number) => {
    expect(numberIn(given)).toEqual(number);
  });

  it.each([
    ['several series', answer(vector('1', '2', '3')), 'the query gives 3 series; wanted one. Put sum(…)'],
    ['a matrix', answer({ resultType: 'matrix', result: [] }), 'the query gives a matrix; wanted one number'],
    ['a text', answer({ resultType: 'string', result: [TIME, 'up'] }), 'the query gives a string'],
    [
      'a native histogram',
      answer({ resultType: 'vector', result: [{ metric: {}, histogram: [TIME, { count: '1' }] }] }),
      'Put histogram_quantile(…) around it',
    ],
    ['a number as JSON', answer({ resultType: 'scalar', result: [TIME, 1] }), 'has no number where'],
    ['a number in words', answer(vector('many')), 'has "many" where a number is wanted'],
    ['a page', { status: 200, body: '<html>Log in</html>' }, 'not that of the HTTP API of Prometheus. Check the URL.'],
    ['an error', { status: 200, body: '{"status":"error","error":"no"}' }, 'it answers an error (no)'],
    [
      'a query that does not parse',
      {
        status: 400,
        body: '{"status":"error","errorType":"bad_data","error":"1:5: parse error: unclosed left parenthesis"}',
      },
      'it answers HTTP 400 (bad_data: 1:5: parse error: unclosed left parenthesis).',
    ],
    ['no token', { status: 401, body: 'Unauthorized' }, 'it answers HTTP 401. Give a token that is valid'],
    [
      'a token without the right, by Google',
      {
        status: 403,
        body: '{"error":{"code":403,"message":"Permission monitoring.timeSeries.list denied","status":"PERMISSION_DENIED"}}',
      },
      'HTTP 403 (Permission monitoring.timeSeries.list denied). The token lacks the right to read metrics',
    ],
    ['a wrong path', { status: 404, body: '404 page not found' }, 'Check the URL'],
    ['a redirect', { status: 302, body: '' }, 'Redirects are not followed'],
  ])('of %s is none, and will be none next time', (_, given, says) => {
    expect(() => numberIn(given)).toThrow(MetricRefused);
    expect(() => numberIn(given)).toThrow(says);
  });

  it.each([
    ['too many requests', { status: 429, body: '' }, 'it answers HTTP 429.'],
    ['a gateway', { status: 502, body: '<html>Bad gateway</html>' }, 'it answers HTTP 502.'],
    [
      'a query that took too long',
      {
        status: 503,
        body: '{"status":"error","errorType":"timeout","error":"query timed out in expression evaluation"}',
      },
      'HTTP 503 (timeout: query timed out',
    ],
    [
      'a part of the servers',
      answer(vector('1'), { warnings: ['No StoreAPIs matched for this query'] }),
      'it warns that its answer may be wrong: No StoreAPIs',
    ],
  ])('of %s is none now, and may be one later', (_, given, says) => {
    expect(() => numberIn(given)).toThrow(says);
    expect(() => numberIn(given)).not.toThrow(MetricRefused);
  });
});
