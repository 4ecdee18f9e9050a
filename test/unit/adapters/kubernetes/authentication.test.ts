import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { withoutSecrets } from '../../../../adapters/kubernetes/exec-plugin.ts';
import { clusterAccess } from '../../../../adapters/kubernetes/kube-config.ts';
import { KubernetesCluster } from '../../../../adapters/kubernetes/kubernetes-cluster.ts';
import { FaultProxy, statusAnswer } from './fault-proxy.ts';
import { PatientClock } from './patient-clock.ts';
import { json, ScriptedServer } from './scripted-server.ts';

const POD = { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'a' };
let folder: string;
let api: ScriptedServer;
let front: FaultProxy;
let clock: PatientClock;
const closing: (() => unknown)[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-authentication-'));
  api = new ScriptedServer();
  await api.start();
  api.on('GET /api/v1/namespaces/shop/pods/a', json(200, { metadata: { name: 'a' } }));
  clock = new PatientClock();
  front = await FaultProxy.start(api.url, clock, { clientCertificates: true });
  clock.network = () => ({ activity: front.activity, inFlight: front.inFlight });
});
afterEach(async () => {
  await Promise.all([...closing.splice(0).map((close) => close()), front.stop(), api.stop()]);
  rmSync(folder, { recursive: true });
});

const written = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
/** A cluster by a kubeconfig file for this user. */
const as = (user: object, cluster: object = {}, environment: Record<string, string> = {}): KubernetesCluster => {
  const path = written(
    'config',
    JSON.stringify({
      'current-context': 'c',
      contexts: [{ name: 'c', context: { cluster: 'k', user: 'u' } }],
      clusters: [
        {
          name: 'k',
          cluster: {
            server: front.url,
            'certificate-authority-data': Buffer.from(front.authority.certificate).toString('base64'),
            ...cluster,
          },
        },
      ],
      users: [{ name: 'u', user }],
    }),
  );
  const made = new KubernetesCluster(
    () => clusterAccess(path, environment),
    clock,
    () => 0.5,
  );
  closing.push(() => made.close());
  return made;
};
const shown = () => front.seen.map(({ headers }) => headers.authorization);
const accepts = (...tokens: string[]) => {
  front.fault = ({ headers }) =>
    tokens.includes(headers.authorization ?? '') ? undefined : statusAnswer(401, 'Unauthorized');
};
/** A plugin that counts its runs in a file and answers what `answer` makes of the count. */
const plugin = (answer: string, more: object = {}) => {
  const count = join(folder, 'count');
  const script = `const fs = require('node:fs'); let n = 0; try { n = Number(fs.readFileSync(${JSON.stringify(count)}, 'utf8')) } catch {}
    fs.writeFileSync(${JSON.stringify(count)}, String(++n)); ${answer}`;
  return {
    exec: {
      apiVersion: 'client.authentication.k8s.io/v1',
      command: process.execPath,
      args: ['-e', script],
      interactiveMode: 'Never',
      ...more,
    },
  };
};
const credential = (status: string) =>
  `console.log(JSON.stringify({ apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential', status: ${status} }));`;
const sentence = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'no error',
    (error: Error) => error.message,
  );

describe('a credential plugin', () => {
  it('runs once for many calls, and again when its token is not accepted', async () => {
    accepts('Bearer token-1');
    const cluster = as(plugin(credential('{ token: "token-" + n }')));
    await Promise.all([cluster.get(POD), cluster.get(POD), cluster.get(POD)]);
    expect(new Set(shown())).toEqual(new Set(['Bearer token-1']));
    accepts('Bearer token-2');
    await cluster.get(POD);
    expect(shown().slice(-2)).toEqual(['Bearer token-1', 'Bearer token-2']);
    accepts();
    expect(await sentence(cluster.get(POD))).toMatch(
      /does not accept our credentials, not even after reading them again/,
    );
    expect(shown().slice(-2)).toEqual(['Bearer token-2', 'Bearer token-3']);
  });

  it('runs again before its token ends', async () => {
    const end = (after: number) => JSON.stringify(new Date(clock.now() + after).toISOString());
    const cluster = as(plugin(credential(`{ token: "token-" + n, expirationTimestamp: ${end(60_000)} }`)));
    await cluster.get(POD);
    await clock.pass(40_000);
    await cluster.get(POD);
    await clock.pass(15_000);
    await cluster.get(POD);
    expect(shown()).toEqual(['Bearer token-1', 'Bearer token-1', 'Bearer token-2']);
  });

  it('that is not installed is named with what its kubeconfig says to do', async () => {
    const exec = { apiVersion: 'client.authentication.k8s.io/v1', command: 'gke-gcloud-auth-plugin-missing' };
    const plain = await sentence(clock.until(as({ exec }).get(POD)));
    expect(plain).toMatch(
      /^No credentials for https:.*the program "gke-gcloud-auth-plugin-missing" that the kubeconfig names is not installed\. Install it in a step before this one\.$/,
    );
    const hint = await sentence(
      clock.until(as({ exec: { ...exec, installHint: 'Run gcloud components install.' } }).get(POD)),
    );
    expect(hint).toMatch(/is not installed\. Run gcloud components install\.$/);
  });

  it('that fails is quoted, without secrets', async () => {
    const fails = plugin(
      `console.error('ERROR: (auth) token expired\\nclient_secret=hunter2secret Authorization: Bearer abcdefgh12345678'); process.exit(3);`,
    );
    const said = await sentence(clock.until(as(fails).get(POD)));
    expect(said).toMatch(/ended with 3 and said: ERROR: \(auth\) token expired client_secret=\*\*\* /);
    expect(said).not.toMatch(/hunter2|abcdefgh/);
  });

  it('that answers something else is told so, without its answer', async () => {
    const said = await sentence(clock.until(as(plugin(`console.log('{"token":"hunter2"}')`)).get(POD)));
    expect(said).toMatch(/answered no ExecCredential with a token or a certificate/);
    expect(said).not.toContain('hunter2');
  });

  it('is told that nobody can answer questions, and which cluster where it wants to know', async () => {
    const tells = `const { spec } = JSON.parse(process.env.KUBERNETES_EXEC_INFO); ${credential('{ token: spec.interactive + " " + (spec.cluster || {}).server }')}`;
    await as(plugin(tells)).get(POD);
    await as(plugin(tells, { provideClusterInfo: true })).get(POD);
    expect(shown()).toEqual(['Bearer false undefined', `Bearer false ${front.url}`]);
  });
});

describe('other credentials', () => {
  it('a token file is read again when its token was replaced', async () => {
    written('token', 'first\n');
    accepts('Bearer first');
    const cluster = as({ tokenFile: 'token' });
    await cluster.get(POD);
    written('token', 'second\n');
    accepts('Bearer second');
    await cluster.get(POD);
    expect(shown()).toEqual(['Bearer first', 'Bearer first', 'Bearer second']);
  });

  it('a client certificate is presented, and one that a plugin hands out makes a connection of its own', async () => {
    const { key, certificate } = await front.authority.issue(['deployer']);
    const base64 = (text: string) => Buffer.from(text).toString('base64');
    await as({ 'client-certificate-data': base64(certificate), 'client-key-data': base64(key) }).get(POD);
    await as(plugin(credential(JSON.stringify({ clientCertificateData: certificate, clientKeyData: key })))).get(POD);
    await as({ token: 'a' }).get(POD);
    expect(front.seen.map(({ clientCertificate }) => clientCertificate !== undefined)).toEqual([true, true, false]);
  });

  it('user and password are sent as such', async () => {
    await as({ username: 'u', password: 'p' }).get(POD);
    expect(shown()).toEqual([`Basic ${Buffer.from('u:p').toString('base64')}`]);
  });

  it('an OIDC token that has ended is refreshed, once for many calls', async () => {
    const issuer = await oidcIssuer();
    const cluster = as({
      'auth-provider': {
        name: 'oidc',
        config: {
          'client-id': 'sluice',
          'client-secret': 's',
          'id-token': jwt({ exp: 1 }),
          'refresh-token': 'refresh-1',
          'idp-issuer-url': issuer.url,
          'idp-certificate-authority-data': Buffer.from(front.authority.certificate).toString('base64'),
        },
      },
    });
    for (let count = 0; count < 3; count++) await clock.until(cluster.get(POD));
    expect(shown()).toEqual(Array(3).fill(`Bearer ${issuer.token}`));
    expect(issuer.refreshes).toEqual(['refresh-1']);
  });
});

describe('through a proxy', () => {
  it.each(['HTTPS_PROXY', 'proxy-url'])(
    'by %s a tunnel leads to the server, with the user of the proxy',
    async (how) => {
      const proxy = await tunnelProxy();
      const url = `http://user:pass%21@127.0.0.1:${proxy.port}`;
      const server = { server: `https://cluster.example:${front.port}` };
      const cluster =
        how === 'proxy-url'
          ? as({ token: 'a' }, { ...server, 'proxy-url': url })
          : as({ token: 'a' }, server, { HTTPS_PROXY: url });
      await cluster.get(POD);
      expect(proxy.asked).toEqual([
        `cluster.example:${front.port} Basic ${Buffer.from('user:pass!').toString('base64')}`,
      ]);
      expect(front.seen).toHaveLength(1);
    },
  );

  it('that refuses the tunnel, or is not there, is named without its password', async () => {
    const proxy = await tunnelProxy(407);
    const server = { server: `https://cluster.example:${front.port}` };
    const refused = as({ token: 'a' }, server, { HTTPS_PROXY: `http://user:hidden@127.0.0.1:${proxy.port}` });
    const said = await sentence(clock.until(refused.get(POD)));
    expect(said).toMatch(
      /the proxy http:\/\/\*\*\*@127.0.0.1:\d+\/ answers HTTP 407 to a tunnel to cluster.example:\d+\. Put user and password into its URL\.$/,
    );
    const nobody = as({ token: 'a' }, server, { HTTPS_PROXY: 'http://user:hidden@127.0.0.1:1' });
    expect(await sentence(clock.until(nobody.get(POD)))).toMatch(
      /the proxy http:\/\/\*\*\*@127.0.0.1:1\/ cannot be reached: connect ECONNREFUSED/,
    );
  });
});

describe('what a program wrote', () => {
  it.each([
    ['{"access_token": "ya29.abcDEF-123", "x": 1}', '{"access_token": "***", "x": 1}'],
    ['go to https://user:secret@host/path', 'go to https://***@host/path'],
    ['got eyJhbGciOi.eyJzdWIi.c2ln from issuer', 'got *** from issuer'],
    ['-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----\nend', '*** end'],
    ['token expired', 'token expired'],
  ])('%j is told as %j', (text, told) => {
    expect(withoutSecrets(text)).toBe(told);
  });
});

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwt = (payload: object, secret = 's'): string => {
  const text = `${part({ alg: 'HS256' })}.${part(payload)}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
};

async function oidcIssuer() {
  const { key, certificate } = await front.authority.issue(['127.0.0.1']);
  const refreshes: (string | null)[] = [];
  const server = https.createServer({ key, cert: certificate }, async (request, response) => {
    const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    let body = '';
    for await (const chunk of request) body += String(chunk);
    response.setHeader('content-type', 'application/json');
    if (request.url?.includes('openid-configuration')) {
      response.end(JSON.stringify({ issuer: url, token_endpoint: `${url}/token`, jwks_uri: `${url}/keys` }));
      return;
    }
    refreshes.push(new URLSearchParams(body).get('refresh_token'));
    response.end(
      JSON.stringify({
        access_token: 'a',
        token_type: 'Bearer',
        id_token: issuer.token,
        refresh_token: 'refresh-2',
        expires_in: 3600,
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(
    () => new Promise((resolve) => server.close(resolve)),
    () => server.closeAllConnections(),
  );
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const exp = 4_000_000_000;
  const issuer = { url, refreshes, token: jwt({ iss: url, sub: 'u', aud: 'sluice', exp, iat: 1_700_000_000 }) };
  return issuer;
}

async function tunnelProxy(status = 200) {
  const asked: string[] = [];
  const server = http.createServer();
  server.on('connect', (request, socket) => {
    asked.push(`${request.url} ${request.headers['proxy-authorization']}`);
    if (status !== 200) {
      socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
      return;
    }
    const upstream = connect(front.port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.pipe(upstream).pipe(socket);
    });
    socket.on('error', () => upstream.destroy());
    upstream.on('error', () => socket.destroy());
    closing.push(
      () => upstream.destroy(),
      () => socket.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise((resolve) => server.close(resolve)));
  return { asked, port: (server.address() as AddressInfo).port };
}
