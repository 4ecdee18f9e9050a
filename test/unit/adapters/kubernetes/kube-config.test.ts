import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { clusterAccess, namespaceOf } from '../../../../adapters/kubernetes/kube-config.ts';
import { proxyFor } from '../../../../adapters/kubernetes/proxy.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-kubeconfig-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const file = (user: object, cluster: object = {}): string => {
  const path = join(
    folder,
    `${Math.abs(JSON.stringify([user, cluster]).length)}-${Object.keys({ ...user, ...cluster }).join('-')}`,
  );
  const config = {
    'current-context': 'c',
    contexts: [{ name: 'c', context: { cluster: 'k', user: 'u' } }],
    clusters: [{ name: 'k', cluster: { server: 'https://cluster.example:6443', ...cluster } }],
    users: [{ name: 'u', user }],
  };
  writeFileSync(path, JSON.stringify(config));
  return path;
};

describe('access to a cluster', () => {
  it.each(['api.example:6443', 'htp://api.example', '${SERVER}', 'https://user:hidden@'])(
    'whose server is %s is refused with the name of the cluster, and without a password',
    (server) => {
      const said = `The server of cluster "k" in the kubeconfig is "${server.replace('user:hidden', '***')}"; wanted https://host:port.`;
      expect(() => clusterAccess(file({ token: server }, { server }))).toThrow(said);
    },
  );

  it('is that of another context where one is named, with its namespace', () => {
    const path = join(folder, 'contexts');
    const config = {
      'current-context': 'dev',
      contexts: [
        { name: 'dev', context: { cluster: 'dev', user: 'u' } },
        { name: 'prod', context: { cluster: 'prod', user: 'u', namespace: 'shop' } },
      ],
      clusters: ['dev', 'prod'].map((name) => ({ name, cluster: { server: `https://${name}.example` } })),
      users: [{ name: 'u', user: {} }],
    };
    writeFileSync(path, JSON.stringify(config));
    expect(namespaceOf(clusterAccess(path, {}))).toBe('default');
    const access = clusterAccess(path, {}, 'prod');
    expect(access.kubeConfig.getCurrentCluster()?.server).toBe('https://prod.example');
    expect(namespaceOf(access)).toBe('shop');
    expect(() => clusterAccess(path, {}, 'test')).toThrow('has no context "test"; it has "dev", "prod"');
  });

  it('is refused in a sentence when there is none', () => {
    expect(() => clusterAccess(join(folder, 'nothing'), {})).toThrow(/kubeconfig .*nothing cannot be read/);
  });

  it('prefers the proxy of the kubeconfig, for every host, and refuses SOCKS by name', () => {
    const environment = { https_proxy: 'http://environment:1', NO_PROXY: 'cluster.example' };
    const server = new URL('https://cluster.example:6443');
    expect(clusterAccess(file({ token: 'a' }), environment).proxy).toMatchObject({
      HTTPS_PROXY: 'http://environment:1',
      NO_PROXY: 'cluster.example',
    });
    expect(proxyFor(server, clusterAccess(file({ token: 'a' }), environment).proxy)).toBeUndefined();
    const own = clusterAccess(file({ token: 'a' }, { 'proxy-url': 'http://own:2' }), environment).proxy;
    expect(proxyFor(server, own)?.href).toBe('http://own:2/');
    expect(() => clusterAccess(file({ token: 'a' }, { 'proxy-url': 'socks5://own:2' }), {})).toThrow(
      /SOCKS proxy, which is not supported/,
    );
  });
});

describe('NO_PROXY', () => {
  it.each([
    ['', 'https://api.example', true],
    ['*', 'https://api.example', false],
    ['example', 'https://api.example', false],
    ['.example', 'https://api.example', false],
    ['*.example', 'https://api.example', false],
    ['.example', 'https://example', true],
    ['example', 'https://notexample', true],
    ['other, API.example ', 'https://api.example', false],
    ['api.example:6443', 'https://api.example:6443', false],
    ['api.example:6443', 'https://api.example', true],
    ['api.example:443', 'https://api.example', false],
    ['10.0.0.0/8', 'https://10.96.0.1', false],
    ['10.0.0.0/8', 'https://11.96.0.1', true],
    ['10.0.0.0/8', 'https://10.example', true],
    ['10.0.0.1', 'https://10.0.0.1:6443', false],
    ['10.0.0.1:6443', 'https://10.0.0.1:6443', false],
    ['10.0.0.1:443', 'https://10.0.0.1:6443', true],
    ['fd00::/8', 'https://[fd00::1]:6443', false],
    ['[fd00::1]:6443', 'https://[fd00::1]:6443', false],
    ['fd00::1', 'https://[fd00::2]:6443', true],
    ['10.0.0.0/99', 'https://10.0.0.1', true],
    ['', 'https://127.0.0.1:6443', false],
    ['', 'https://localhost:6443', false],
    ['', 'https://[::1]:6443', false],
  ])('"%s" and %s: a proxy is used: %s', (NO_PROXY, server, isUsed) => {
    const proxy = proxyFor(new URL(server), { HTTPS_PROXY: 'proxy.example:3128', NO_PROXY });
    expect(proxy?.href).toBe(isUsed ? 'http://proxy.example:3128/' : undefined);
  });

  it('belongs to the protocol of the server', () => {
    const settings = { HTTP_PROXY: 'http://plain:1', HTTPS_PROXY: 'https://secure:2' };
    expect(proxyFor(new URL('http://a.example'), settings)?.host).toBe('plain:1');
    expect(proxyFor(new URL('https://a.example'), settings)?.host).toBe('secure:2');
    expect(() => proxyFor(new URL('https://a.example'), { HTTPS_PROXY: 'ftp://user:hidden@x' })).toThrow(
      /^"ftp:\/\/\*\*\*@x" is no proxy/,
    );
  });
});
