import { describe, expect, it } from '@jest/globals';
import { capital, oneLine, sentenceOf } from '../../../../domain/verdict/finding.ts';
import type { ClusterEvent, Probe } from '../../../../domain/verdict/kubernetes.ts';
import {
  describeProbe,
  readinessAnswer,
  readinessBudget,
  slowAnswerRemedy,
  startupBudget,
} from '../../../../domain/verdict/probe.ts';

describe('a probe', () => {
  it.each<[string, Probe | undefined, string]>([
    ['by HTTP', { httpGet: { path: '/ready', port: 'http' } }, 'GET /ready on port http'],
    ['by HTTP without a path', { httpGet: { port: 80 } }, 'GET / on port 80'],
    ['by TCP', { tcpSocket: { port: 5432 } }, 'TCP port 5432'],
    ['by gRPC', { grpc: { port: 9000 } }, 'gRPC health on port 9000'],
    ['by a command', { exec: { command: ['cat', '/ok'] } }, 'command ["cat","/ok"]'],
    ['by no command', { exec: {} }, 'command []'],
    ['of no kind', {}, 'none declared'],
    ['that is not there', undefined, 'none declared'],
  ])('is told as it stands in the manifests: %s', (_, probe, text) => {
    expect(describeProbe(probe)).toBe(text);
  });

  it.each<[string, Probe | undefined, number, number]>([
    ['that is not there', undefined, 0, 0],
    ['of defaults', {}, 30, 91],
    [
      'of its own numbers',
      { initialDelaySeconds: 7, periodSeconds: 5, failureThreshold: 4, timeoutSeconds: 3 },
      27,
      70,
    ],
  ])('leaves time: one %s', (_, probe, startup, readiness) => {
    expect(startupBudget(probe)).toBe(startup);
    expect(readinessBudget(probe)).toBe(readiness);
  });

  it('has given the last answer that is about readiness', () => {
    const event = (reason: string, message?: string) => ({ reason, message }) as ClusterEvent;
    const told = [
      event('Unhealthy', 'Readiness probe failed: one'),
      event('Unhealthy', 'readiness probe failed: two'),
      event('Unhealthy', 'Liveness probe failed'),
      event('Unhealthy'),
      event('Killing', 'readiness'),
    ];
    expect(readinessAnswer(told)).toBe('readiness probe failed: two');
    expect(readinessAnswer([event('Unhealthy')])).toBeUndefined();
  });

  it.each([
    ['context deadline exceeded', true],
    ['(Client.Timeout exceeded while awaiting headers)', true],
    ['command timed out', true],
    ['dial tcp: i/o timeout', true],
    ['statuscode: 503', false],
    [undefined, false],
  ])('answered too late or wrong: %s', (answer, late) => {
    expect(slowAnswerRemedy({ timeoutSeconds: 4 }, answer)).toBe(
      late
        ? 'The probe got no answer within its timeoutSeconds of 4: raise it, or find what makes the answer slow (a CPU limit, something else that the probe asks).'
        : undefined,
    );
  });

  it('has a second to answer unless it says otherwise', () => {
    for (const probe of [undefined, {}]) expect(slowAnswerRemedy(probe, 'timed out')).toContain('timeoutSeconds of 1:');
  });
});

describe('a text in a sentence', () => {
  it('is one line of a bounded length', () => {
    expect(oneLine('  a\n\t b  ')).toBe('a b');
    expect(oneLine('x'.repeat(300))).toBe('x'.repeat(300));
    expect(oneLine('x'.repeat(301))).toBe(`${'x'.repeat(299)}…`);
    expect(oneLine('abcd', 3)).toBe('ab…');
  });

  it('begins with a capital', () => {
    expect(capital('container "x"')).toBe('Container "x"');
    expect(capital('')).toBe('');
  });

  it('ends with one full stop', () => {
    expect(sentenceOf('The API server', 'says', 'no. \n')).toBe('The API server says: no.');
    expect(sentenceOf('It says', 'a.b..')).toBe('It says: a.b.');
  });
});
