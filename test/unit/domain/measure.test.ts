import { describe, expect, it } from '@jest/globals';
import { managedPrometheus, measure, measureProblems, prometheus, urlProblems } from '../../../domain/measure.ts';
import { secretName, secretProblems } from '../../../domain/secret.ts';
import { variable } from '../../../domain/variable.ts';

const queries = { value: '{{pods}}', samples: '{{pods}}' };

describe('a measure', () => {
  it('has no problem with its defaults, wherever its numbers come from', () => {
    for (const source of [
      prometheus({ url: 'http://prometheus.monitoring:9090/' }),
      prometheus({ url: variable('PROMETHEUS_URL'), token: secretName('PROMETHEUS_TOKEN') }),
      managedPrometheus(variable('GCP_PROJECT')),
    ])
      expect(measureProblems(measure({ source, ...queries }), 'rollout.measure')).toEqual([]);
  });

  it('that cannot be taken is refused with every field at once', () => {
    const source = prometheus({ url: 'ftp://prometheus.example' });
    const wrong = measure({ source, value: '', samples: 'up', tolerance: -1, minimum: 0 });
    expect(measureProblems(wrong, 'rollout.measure').map(({ field }) => field)).toEqual([
      'rollout.measure.source.url',
      'rollout.measure.value',
      'rollout.measure.samples',
      'rollout.measure.tolerance',
      'rollout.measure.minimum',
    ]);
  });

  it.each([
    ['prometheus.example', false, 'Wanted the URL of a Prometheus'],
    ['https://prometheus.example/api/v1', false, 'without /api/v1'],
    ['https://prometheus.example/?tenant=a', false, 'without a query'],
    ['http://prometheus.example', true, 'A token is not sent over plain HTTP'],
  ])('is not taken at %s, with a token: %s', (url, hasToken, says) => {
    expect(urlProblems(url, hasToken, 'url')).toMatchObject([{ message: expect.stringContaining(says) }]);
  });

  it('never repeats a password that stands in a URL', () => {
    const problems = urlProblems('https://me:s3cret@prometheus.example', false, 'url');
    expect(problems).toMatchObject([{ message: expect.stringContaining('give the credentials as a token') }]);
    expect(JSON.stringify(problems)).not.toContain('s3cret');
  });

  it('may send its token to this machine without TLS', () => {
    for (const url of ['http://127.0.0.1:9090', 'http://localhost:9090', 'http://[::1]:9090'])
      expect(urlProblems(url, true, 'url')).toEqual([]);
  });

  it('names secrets as GitHub does', () => {
    expect(secretProblems(secretName('PROMETHEUS_TOKEN'), 'token')).toEqual([]);
    expect(secretProblems(secretName('prometheus-token'), 'token')).toEqual([
      { field: 'token.name', value: 'prometheus-token', message: expect.stringContaining('a name of a GitHub secret') },
    ]);
  });
});
