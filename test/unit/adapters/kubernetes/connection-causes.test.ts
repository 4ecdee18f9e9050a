import dns from 'node:dns';
import { createServer, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import {
  causeOf,
  isLasting,
  ProxyRefused,
  ProxyUnreachable,
} from '../../../../adapters/kubernetes/connection-cause.ts';
import type { KubernetesCluster } from '../../../../adapters/kubernetes/kubernetes-cluster.ts';
import { Unreachable } from '../../../../engine/rollout/cluster.ts';
import { certificateAuthority } from '../../../../rehearsal/network/certificate-authority.ts';
import { AuthenticatedWorld, POD } from './authenticated-world.ts';
import { tunnelProxy } from './tunnel-proxy.ts';

let world: AuthenticatedWorld;

beforeEach(async () => {
  world = await AuthenticatedWorld.open();
});
afterEach(() => world.close());

/** The library wants it for plain HTTP, and has no authority beside it. */
const INSECURE = { 'insecure-skip-tls-verify': true, 'certificate-authority-data': undefined };

/** What a call came to, and how long it took on the clock. */
async function asked(cluster: KubernetesCluster): Promise<{ readonly said: string; readonly seconds: number }> {
  const start = world.clock.now();
  const said = await world.clock.until(
    cluster.get(POD).then(
      () => 'an answer',
      (error: Error) => {
        expect(error).toBeInstanceOf(Unreachable);
        return error.message;
      },
    ),
  );
  return { said, seconds: (world.clock.now() - start) / 1000 };
}

/** Names are resolved by nobody's server: what that of this machine says, and how soon, is no fact of a test. */
function resolverAnswers(code: string): void {
  const lookup = ((host: string, _: unknown, tell: (error: Error) => void) =>
    process.nextTick(() =>
      tell(Object.assign(new Error(`getaddrinfo ${code} ${host}`), { code })),
    )) as unknown as typeof dns.lookup;
  const spy = jest.spyOn(dns, 'lookup').mockImplementation(lookup);
  world.onClose(() => spy.mockRestore());
}

/** The port of a TCP server that does this with every connection. */
async function portOf(connected: Parameters<typeof createServer>[1]): Promise<number> {
  const server: Server = createServer(connected);
  server.on('connection', (socket) => world.onClose(() => socket.destroy()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  world.onClose(() => new Promise((resolve) => server.close(resolve)));
  return (server.address() as { port: number }).port;
}

describe('a cause that stays is told at once, with server, context and remedy', () => {
  it('port refused: after a second try, within two seconds', async () => {
    const { said, seconds } = await asked(world.as({ token: 'a' }, { server: 'https://127.0.0.1:1' }));
    expect(said).toBe(
      'https://127.0.0.1:1 (context "c" of the kubeconfig) cannot be reached: the connection is refused (connect ECONNREFUSED 127.0.0.1:1). Nothing listens there: start the cluster or the tunnel to it, or correct the server in the kubeconfig.',
    );
    expect(seconds).toBeLessThanOrEqual(2);
  });

  it('port refused without TLS: the same', async () => {
    const { said, seconds } = await asked(world.as({ token: 'a' }, { server: 'http://127.0.0.1:1', ...INSECURE }));
    expect(said).toMatch(/^http:\/\/127.0.0.1:1 \(context "c".*the connection is refused/);
    expect(seconds).toBeLessThanOrEqual(2);
  });

  it('unknown host', async () => {
    resolverAnswers('ENOTFOUND');
    const { said, seconds } = await asked(world.as({ token: 'a' }, { server: 'https://nobody.invalid:6443' }));
    expect(said).toMatch(/nobody\.invalid:6443 .*its host is not known .*ENOTFOUND/);
    expect(seconds).toBe(0);
  });

  it('authority not trusted: one of the kubeconfig, and none', async () => {
    const other = Buffer.from((await certificateAuthority()).certificate).toString('base64');
    const wrong = await asked(world.as({ token: 'a' }, { 'certificate-authority-data': other }));
    expect(wrong.said).toMatch(/is not trusted: its certificate is not signed by the authority in the kubeconfig \(/);
    expect(wrong.seconds).toBe(0);
    const none = await asked(world.as({ token: 'a' }, { 'certificate-authority-data': undefined }));
    expect(none.said).toMatch(/and the kubeconfig names none \(.*Get the kubeconfig of this cluster again/);
  });

  it('another name', async () => {
    const { said, seconds } = await asked(world.as({ token: 'a' }, { 'tls-server-name': 'other.example' }));
    expect(said).toMatch(/its certificate is for other names \(.*other\.example.*cluster\.example.*tls-server-name/);
    expect(seconds).toBe(0);
  });

  it.each([
    ['plain HTTP', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
    ['another protocol', 'SSH-2.0-OpenSSH_9.9\r\n'],
  ])('a port that speaks %s', async (_, greeting) => {
    const port = await portOf((socket) => {
      socket.on('error', () => {});
      socket.write(greeting);
    });
    const { said, seconds } = await asked(world.as({ token: 'a' }, { server: `https://127.0.0.1:${port}` }));
    expect(said).toMatch(/does not speak TLS on this port .*Correct the port/);
    expect(seconds).toBe(0);
  });

  it('plain HTTP to a port for TLS', async () => {
    const port = await portOf((socket) => {
      socket.on('error', () => {});
      socket.end('HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n');
    });
    const plain = { server: `http://127.0.0.1:${port}`, ...INSECURE };
    const { said, seconds } = await asked(world.as({ token: 'a' }, plain));
    expect(said).toMatch(/speaks TLS only\. Write https:/);
    expect(seconds).toBe(0);
  });

  it('a certificate of the kubeconfig that cannot be read', async () => {
    const bad = Buffer.from('-----BEGIN CERTIFICATE-----\nAAA\n-----END CERTIFICATE-----\n').toString('base64');
    const user = { 'client-certificate-data': bad, 'client-key-data': bad };
    const { said, seconds } = await asked(world.as(user));
    expect(said).toMatch(/A certificate or key in the kubeconfig for .* cannot be read \(/);
    expect(seconds).toBe(0);
  });

  it('a proxy that refuses, or is not there', async () => {
    const proxy = await tunnelProxy(world, 403);
    const refused = await asked(world.as({ token: 'a' }, { 'proxy-url': `http://127.0.0.1:${proxy.port}` }));
    expect(refused.said).toMatch(/the proxy .* answers HTTP 403 .*NO_PROXY\.$/);
    expect(refused.seconds).toBe(0);
    const gone = await asked(world.as({ token: 'a' }, { 'proxy-url': 'http://127.0.0.1:1' }));
    expect(gone.said).toMatch(/the proxy .* cannot be reached: connect ECONNREFUSED .*proxy-url of the kubeconfig\.$/);
    expect(gone.seconds).toBeLessThanOrEqual(2);
  });

  it('a program or file for credentials that is not there', async () => {
    const user = { exec: { apiVersion: 'client.authentication.k8s.io/v1', command: 'no-such-plugin' } };
    const { said, seconds } = await asked(world.as(user));
    expect(said).toMatch(/"no-such-plugin" .* is not installed/);
    expect(seconds).toBe(0);
  });
});

describe('a cause that passes', () => {
  it('a proxy that cannot reach the server now is asked again for a minute', async () => {
    const proxy = await tunnelProxy(world, 503);
    const { seconds } = await asked(world.as({ token: 'a' }, { 'proxy-url': `http://127.0.0.1:${proxy.port}` }));
    expect(seconds).toBeGreaterThanOrEqual(60);
    expect(proxy.asked.length).toBeGreaterThan(5);
  });

  it('a name server that gives no answer is asked again for a minute', async () => {
    resolverAnswers('EAI_AGAIN');
    const { said, seconds } = await asked(world.as({ token: 'a' }, { server: 'https://nobody.invalid:6443' }));
    expect(said).toMatch(/EAI_AGAIN/);
    expect(seconds).toBeGreaterThanOrEqual(60);
    expect(seconds).toBeLessThanOrEqual(70);
  });

  it('is said while it is tried again, and a server that has answered before is only away', async () => {
    const lines: string[] = [];
    const cluster = world.as({ token: 'a' }, {}, {}, (line) => lines.push(line));
    expect((await asked(cluster)).said).toBe('an answer');
    world.front.away = true;
    world.front.reset();
    world.clock.after(20_000, () => {
      world.front.away = false;
    });
    const { said, seconds } = await asked(cluster);
    expect(said).toBe('an answer');
    expect(seconds).toBeGreaterThanOrEqual(20);
    expect(lines[0]).toMatch(/cannot be reached: .*, trying again \(try 2, for up to 60 s\)\.$/);
    expect(lines.length).toBeLessThanOrEqual(1 + 20 / 5);
  });

  it('an answer that does not come is told after five seconds', async () => {
    const lines: string[] = [];
    const cluster = world.as({ token: 'a' }, {}, {}, (line) => lines.push(line));
    world.front.fault = () => (world.front.seen.length > 1 ? undefined : { kind: 'stall' });
    expect((await asked(cluster)).said).toBe('an answer');
    expect(lines).toEqual([
      expect.stringMatching(/^https:.* has not answered a GET for 5 s; still waiting\.$/),
      expect.stringMatching(/no answer within 15 s, trying again \(try 2/),
    ]);
  });
});

describe('the table of causes', () => {
  const withCode = (code: string) => Object.assign(new Error(code), { code });

  it.each([
    ['ECONNREFUSED', 'port-refused'],
    ['ENOTFOUND', 'host-unknown'],
    ['EAI_AGAIN', 'passing'],
    ['ENETUNREACH', 'host-unreachable'],
    ['CERT_HAS_EXPIRED', 'certificate-expired'],
    ['CERT_NOT_YET_VALID', 'certificate-not-yet-valid'],
    ['ERR_OSSL_PEM_NO_START_LINE', 'certificate-unreadable'],
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'client-certificate-refused'],
    ['ECONNRESET', 'passing'],
    ['ETIMEDOUT', 'passing'],
  ])('%s is %s', (code, cause) => {
    expect(causeOf(withCode(code))).toBe(cause);
    expect(causeOf(new Error('outer', { cause: withCode(code) }))).toBe(cause);
    expect(causeOf(new AggregateError([withCode('EHOSTUNREACH'), withCode(code)]))).toBe(cause);
  });

  it('a proxy is blamed for itself only', () => {
    expect(causeOf(new ProxyRefused('no'))).toBe('proxy-refused');
    expect(causeOf(new ProxyUnreachable('no', { cause: withCode('ENOTFOUND') }))).toBe('proxy-unreachable');
    expect(causeOf(new ProxyUnreachable('no', { cause: withCode('ECONNRESET') }))).toBe('passing');
  });

  it('what a restart brings, too, is the last word only before the server has answered, and after a second try', () => {
    expect(isLasting('port-refused', 1, false)).toBe(false);
    expect(isLasting('port-refused', 2, false)).toBe(true);
    expect(isLasting('port-refused', 9, true)).toBe(false);
    expect(isLasting('host-unknown', 1, false)).toBe(true);
    expect(isLasting('host-unknown', 1, true)).toBe(false);
    expect(isLasting('authority-unknown', 1, true)).toBe(true);
    expect(isLasting('passing', 99, false)).toBe(false);
  });
});
