import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Connection } from '../../../../adapters/kubernetes/connection.ts';
import { clusterAccess, namespaceOf } from '../../../../adapters/kubernetes/kube-config.ts';
import { json, ScriptedServer } from './scripted-server.ts';

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
const headersOf = async (path: string) => {
  const options: { headers: Record<string, string> } = { headers: {} };
  await clusterAccess(path, {}).kubeConfig.applyToHTTPSOptions(options);
  return options.headers;
};

describe('access to a cluster', () => {
  it('takes a token, a token file, or what a plugin says', async () => {
    const token = join(folder, 'token');
    writeFileSync(token, 'from-file');
    const answer = JSON.stringify({
      apiVersion: 'client.authentication.k8s.io/v1',
      kind: 'ExecCredential',
      status: { token: 'from-plugin' },
    });
    const exec = {
      apiVersion: 'client.authentication.k8s.io/v1',
      command: process.execPath,
      args: ['-e', `console.log('${answer}')`],
      interactiveMode: 'Never',
    };
    expect(await headersOf(file({ token: 'static' }))).toMatchObject({ Authorization: 'Bearer static' });
    expect(
      await headersOf(file({ 'auth-provider': { name: 'tokenFile', config: { tokenFile: token } } })),
    ).toMatchObject({ Authorization: 'Bearer from-file' });
    expect(await headersOf(file({ exec }))).toMatchObject({ Authorization: 'Bearer from-plugin' });
  });

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

  it('names a plugin that is not installed', async () => {
    const exec = {
      apiVersion: 'client.authentication.k8s.io/v1',
      command: 'gke-gcloud-auth-plugin-missing',
      interactiveMode: 'Never',
    };
    const connection = new Connection(() => clusterAccess(file({ exec }), {}));
    await expect(connection.send({ method: 'GET', path: '/', signal: new AbortController().signal })).rejects.toThrow(
      /the program "gke-gcloud-auth-plugin-missing" that the kubeconfig names is not installed/,
    );
  });

  it('is refused in a sentence when there is none', () => {
    expect(() => clusterAccess(join(folder, 'nothing'), {})).toThrow(/kubeconfig .*nothing cannot be read/);
  });

  it('prefers the proxy of the kubeconfig, and refuses SOCKS by name', () => {
    const environment = { https_proxy: 'http://environment:1', NO_PROXY: 'cluster.example' };
    expect(clusterAccess(file({ token: 'a' }), environment).proxy).toMatchObject({
      HTTPS_PROXY: 'http://environment:1',
      NO_PROXY: 'cluster.example',
    });
    const own = file({ token: 'a' }, { 'proxy-url': 'http://own:2' });
    expect(clusterAccess(own, environment).proxy).toEqual({ HTTPS_PROXY: 'http://own:2', HTTP_PROXY: 'http://own:2' });
    expect(() => clusterAccess(file({ token: 'a' }, { 'proxy-url': 'socks5://own:2' }), {})).toThrow(
      /SOCKS is not supported/,
    );
  });
});

describe('a proxy', () => {
  it('is used, except for hosts that NO_PROXY names', async () => {
    const server = new ScriptedServer();
    await server.start();
    server.on('GET /version', json(200, {}));
    const seen: string[] = [];
    const proxy = http.createServer((request, response) => {
      seen.push(request.url ?? '');
      response.end('{}');
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const get = async (environment: Record<string, string>) => {
      const connection = new Connection(() => ({ ...server.access(), proxy: environment }));
      const answer = await connection.send({ method: 'GET', path: '/version', signal: new AbortController().signal });
      answer.resume();
      connection.close();
    };
    await get({ HTTP_PROXY: url });
    expect(seen).toEqual([`${server.url}/version`]);
    await get({ HTTP_PROXY: url, NO_PROXY: '127.0.0.1' });
    expect(seen).toHaveLength(1);
    expect(server.received).toHaveLength(1);
    await server.stop();
    proxy.closeAllConnections();
    await new Promise((resolve) => proxy.close(resolve));
  });
});
