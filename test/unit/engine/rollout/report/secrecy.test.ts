import { describe, expect, it } from '@jest/globals';
import type { Cluster, KubernetesObject } from '../../../../../engine/rollout/cluster.ts';
import { learning, Secrecy } from '../../../../../engine/rollout/report/secrecy.ts';
import { manifestsDigest } from '../../../../../engine/rollout/state/history.ts';
import { writeHistory } from '../../../../../engine/rollout/state/history-secret.ts';
import { asConfigMap } from '../history-text.ts';

const secret = (name: string, password: string): KubernetesObject => ({
  ...{ apiVersion: 'v1', kind: 'Secret', metadata: { name } },
  stringData: { password },
});
const text = (object: object): string => JSON.stringify(object);

describe('what is known to be secret', () => {
  it('is what the manifests hold, and no name of theirs', () => {
    const secrecy = new Secrecy(
      `${text(secret('database', 'hunter2-x'))}\n---\n${text(secret('other', 'database'))}\n---\n${text(secret('more', 'web-server'))}`,
      ['web-server'],
    );
    expect(secrecy.mask('hunter2-x of database on web-server')).toBe('*** of database on web-server');
  });

  it('is what a list of objects holds', () => {
    const list = { apiVersion: 'v1', kind: 'List', items: [secret('a', 'hunter2-x')] };
    const secrets = {
      apiVersion: 'v1',
      kind: 'SecretList',
      items: [{ metadata: { name: 'b' }, stringData: { b: 'hunter3-x' } }],
    };
    expect(new Secrecy(`${text(list)}\n---\n${text(secrets)}`, []).mask('hunter2-x hunter3-x')).toBe('*** ***');
    const nameless = { ...secret('a', 'hunter2-x'), metadata: {} };
    expect(new Secrecy(JSON.stringify(nameless, undefined, 2), []).mask('got hunter2-x')).toBe('got ***');
  });

  it('is what a history holds, wherever it lies', () => {
    const objects = [{ ...secret('a', 'hunter2-x'), metadata: { name: 'a', namespace: 'shop' } }];
    const entry = {
      key: manifestsDigest(objects),
      state: 'good',
      release: undefined,
      commit: undefined,
      objects,
    } as const;
    const history = [{ ...entry, at: '2026-11-01T00:00:00.000Z' }];
    for (const kept of [writeHistory(history, 'api', 'shop'), asConfigMap(history, 'api', 'shop')]) {
      const secrecy = new Secrecy('', []);
      secrecy.learn(kept);
      expect(secrecy.mask('got hunter2-x')).toBe('got ***');
      // What nobody can read has nothing that could be told.
      secrecy.learn({ ...kept, data: { mine: 'x' } });
    }
  });

  it('grows by every Secret that is read or written, and by what the server makes of it', async () => {
    const port: Partial<Cluster> = {
      get: async () => secret('a', 'read-by-somebody'),
      apply: async () => ({ object: secret('b', 'made-by-a-webhook'), serverTime: '' }),
    };
    const secrecy = new Secrecy('', []);
    const cluster = learning(port as Cluster, secrecy);
    const told = 'read-by-somebody, written-by-us, made-by-a-webhook';
    expect(secrecy.mask(told)).toBe(told);
    await cluster.get({ apiVersion: 'v1', kind: 'Secret', namespace: 'shop', name: 'a' });
    expect(secrecy.mask(told)).toBe('***, written-by-us, made-by-a-webhook');
    await cluster.apply(secret('b', 'written-by-us'));
    expect(secrecy.mask(told)).toBe('***, ***, ***');
  });

  it('is taken out of texts of a value, however deep; names of fields, numbers and other things stay', () => {
    const secrecy = new Secrecy(text(secret('a', 'hunter2-x')), []);
    const at = new Date(0);
    const value = { 'hunter2-x': ['with hunter2-x', 1, undefined, null, { deep: 'hunter2-x!' }], at };
    expect(secrecy.masked(value)).toEqual({ 'hunter2-x': ['with ***', 1, undefined, null, { deep: '***!' }], at });
    expect(secrecy.masked(value).at).toBe(at);
  });

  it('is all that stands behind a key where a Secret is no YAML', () => {
    const broken =
      'kind: Secret\nstringData:\n  a: *hunter2-x\n  b: "hunter3-x\n---\nkind: ConfigMap\ndata:\n  c: settings-of-it\n';
    expect(new Secrecy(broken, []).mask('hunter2-x hunter3-x settings-of-it')).toBe('*** *** settings-of-it');
  });
});
