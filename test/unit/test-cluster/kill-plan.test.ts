import { describe, expect, it } from '@jest/globals';
import type { KubernetesObject } from '../../../engine/rollout/cluster.ts';
import { brokenInvariants } from '../../cluster/load-run/invariants.ts';
import type { KillRow } from '../../cluster/load-run/kill-deploys.ts';
import { deathsLeft, killTable } from '../../cluster/load-run/kill-run.ts';
import { dying, isWrite, writeName } from '../../cluster/load-run/writes.ts';
import type { Fault, Seen } from '../adapters/kubernetes/fault-proxy.ts';

const LEASE = '/apis/coordination.k8s.io/v1/namespaces/shop/leases/sluice-web';
const seen = (method: string, url: string, body = ''): Seen => ({
  method,
  url,
  body,
  isWatch: false,
  headers: {},
  httpVersion: '2.0',
  clientCertificate: undefined,
});
const service = seen('PATCH', '/api/v1/namespaces/shop/services/web?fieldManager=sluice', '{}');
const row = (given: Partial<KillRow>): KillRow => ({
  strategy: 'rolling',
  write: 1,
  when: 'before',
  request: 'PATCH services/web',
  outcome: 'complete',
  seconds: 10,
  problems: [],
  ...given,
});

describe('the writes of a run', () => {
  it('are what changes the cluster, and no renewal of a Lease', () => {
    const renewal = { metadata: { uid: 'u', resourceVersion: '7' }, spec: { renewTime: 'now' } };
    const taken = { ...renewal, spec: { renewTime: 'now', holderIdentity: '1/1' } };
    expect(
      [
        service,
        seen('DELETE', '/api/v1/namespaces/shop/pods/web-1'),
        seen('PATCH', LEASE, JSON.stringify(taken)),
        seen('PATCH', LEASE, JSON.stringify(renewal)),
        seen('PATCH', `${service.url}&dryRun=All`),
        seen('POST', '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews'),
        seen('GET', service.url),
      ].map(isWrite),
    ).toEqual([true, true, true, false, false, false, false]);
    expect(writeName(service)).toBe('PATCH services/web');
  });

  it.each(['before', 'after'] as const)('let a run die %s one of them, and nothing through from then on', (when) => {
    const proxy: { fault: (request: Seen) => Fault | undefined } = { fault: () => undefined };
    let killed = 0;
    const died = dying(proxy, { write: 2, when }, () => void killed++);
    expect(proxy.fault(service)).toBeUndefined();
    expect(died()).toBeUndefined();
    const fault = proxy.fault(service);
    if (fault?.kind === 'lost') {
      expect(killed).toBe(0);
      fault.answered();
    }
    expect(fault?.kind).toBe(when === 'before' ? 'drop' : 'lost');
    expect(killed).toBe(1);
    expect(died()).toBe('PATCH services/web');
    expect(proxy.fault(seen('GET', '/'))).toEqual({ kind: 'drop' });
  });
});

describe('the deaths of runs', () => {
  it('are two a write, without those that were died before', () => {
    expect(deathsLeft(2, 'rolling', [row({}), row({ strategy: 'blue-green', write: 2 })])).toEqual([
      { write: 1, when: 'after' },
      { write: 2, when: 'before' },
      { write: 2, when: 'after' },
    ]);
  });

  it('are counted in a table', () => {
    const told = [{ strategy: 'rolling', writes: ['PATCH services/web'] }] as const;
    const rows = [row({}), row({ when: 'after', seconds: 12, problems: ['it stayed'] })];
    expect(killTable(told, rows).split('\n').at(-1)).toBe('| rolling | 1 | 2 | 1 | 12.0 |');
  });
});

describe('the invariants of a switch', () => {
  const COLOUR = 'sluice.dev/colour';
  let version = 0;
  const object = (kind: string, name: string, spec: object, status: object = {}, phase = ''): KubernetesObject => ({
    apiVersion: 'v1',
    kind,
    metadata: {
      name,
      namespace: 'shop',
      resourceVersion: String(++version),
      annotations: phase === '' ? {} : { 'sluice.dev/operation': phase },
    },
    spec,
    status,
  });
  const to = (colour: string) => object('Service', 'web', { selector: { app: 'web', [COLOUR]: colour } });
  const copy = (colour: string, readyReplicas: number, replicas = 2) =>
    object(
      'Deployment',
      `web-${colour}`,
      { replicas, selector: { matchLabels: { [COLOUR]: colour } } },
      { readyReplicas },
    );
  const before = [to('blue'), copy('blue', 2), copy('green', 0)];

  it('hold when traffic moves to a ready copy', () => {
    expect(brokenInvariants(before, [copy('green', 2), to('green')], 2)).toEqual([]);
  });

  it('name what broke them', () => {
    expect(brokenInvariants(before, [to('green')], 2)).toEqual([
      'I1: the Service was turned to web-green with 0 ready pods',
    ]);
    expect(brokenInvariants(before, [copy('blue', 1)], 2)).toEqual([
      'I1: the Service leads to web-blue with 1 ready pods',
    ]);
    expect(brokenInvariants(before, [copy('blue', 2, 3)], 2)).toEqual([
      'I4: web-blue was written with the traffic on it',
    ]);
    const other = object('Service', 'web', { selector: { app: 'other', [COLOUR]: 'blue' } });
    expect(brokenInvariants(before, [other], 2)).toEqual(['I2: app changed']);
    expect(brokenInvariants(before, [object('Deployment', 'web-red', { selector: {} })], 2)).toEqual([
      'I6: the selector of web-red has no colour',
    ]);
  });

  it('leave a Service alone that no client knows', () => {
    const preview = object('Service', 'web-preview', { selector: { [COLOUR]: 'green' } });
    expect(brokenInvariants(before, [preview], 2)).toEqual([]);
  });
});
