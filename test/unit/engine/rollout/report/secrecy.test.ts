import { describe, expect, it } from '@jest/globals';
import type { Cluster, KubernetesObject } from '../../../../../engine/rollout/cluster.ts';
import { learning, Secrecy } from '../../../../../engine/rollout/report/secrecy.ts';

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
