import http from 'node:http';
import https from 'node:https';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls, type TLSSocket } from 'node:tls';
import { ProxyRefused, ProxyUnreachable } from './connection-cause.ts';
import { withoutPassword } from './proxy.ts';

/** What of the kubeconfig decides whom TLS trusts and who we say we are. */
export interface TlsIdentity {
  readonly ca?: string | Buffer;
  readonly cert?: string | Buffer;
  readonly key?: string | Buffer;
  readonly rejectUnauthorized?: boolean;
  readonly servername?: string;
}

/** A TLS connection to the server, through a tunnel when there is a proxy; the server chooses HTTP/2 or HTTP/1.1.
 *  @param signal gives up while connecting. */
export async function dial(
  server: URL,
  identity: TlsIdentity,
  proxy: URL | undefined,
  signal: AbortSignal,
): Promise<TLSSocket> {
  const host = server.hostname.replace(/^\[|\]$/g, '');
  const port = Number(server.port || 443);
  const socket =
    proxy === undefined
      ? await connected(connectTcp({ host, port }), signal)
      : await tunnel(`${server.hostname}:${port}`, proxy, signal);
  const servername = identity.servername ?? (isIP(host) > 0 ? undefined : host);
  return await new Promise((resolve, reject) => {
    const secure = secured(socket, {
      ...identity,
      host,
      ALPNProtocols: ['h2', 'http/1.1'],
      ...(servername === undefined ? {} : { servername }),
    });
    const fail = (error: Error) => {
      signal.removeEventListener('abort', give);
      socket.destroy();
      secure.destroy();
      reject(error);
    };
    const give = () => fail(signal.reason);
    signal.addEventListener('abort', give, { once: true });
    // An error of the transport below is not passed on by TLS before its handshake.
    socket.once('error', fail);
    secure.once('error', fail);
    // What went wrong is told after the end of the connection below.
    secure.once('close', () =>
      setImmediate(() => fail(new Error('the connection was closed during the TLS handshake'))),
    );
    secure.once('secureConnect', () => {
      signal.removeEventListener('abort', give);
      secure.removeAllListeners('error').removeAllListeners('close');
      secure.setKeepAlive(true, 30_000);
      resolve(secure);
    });
    if (signal.aborted) give();
  });
}

/** @throws where a certificate or key of the identity cannot be read; then the connection below is closed. */
function secured(socket: Socket, options: ConnectionOptions): TLSSocket {
  try {
    return connectTls({ ...options, socket });
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

/** TCP before TLS: what TLS makes of a port that refuses says nothing of it. */
function connected(socket: Socket, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const end = (error: Error | undefined) => {
      signal.removeEventListener('abort', give);
      socket.removeListener('error', end).removeListener('connect', ready);
      if (error === undefined) return resolve(socket);
      socket.on('error', () => {}).destroy();
      reject(error);
    };
    const ready = () => end(undefined);
    const give = () => end(signal.reason);
    signal.addEventListener('abort', give, { once: true });
    socket.once('error', end).once('connect', ready);
    if (signal.aborted) give();
  });
}

/** @see https://www.rfc-editor.org/rfc/rfc9110#name-connect */
function tunnel(target: string, proxy: URL, signal: AbortSignal): Promise<Socket> {
  const { username, password, protocol, hostname, port } = proxy;
  const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return new Promise((resolve, reject) => {
    const request = (protocol === 'https:' ? https : http).request({
      method: 'CONNECT',
      host: hostname.replace(/^\[|\]$/g, ''),
      port: port || (protocol === 'https:' ? 443 : 80),
      path: target,
      headers: {
        Host: target,
        ...(username === '' ? {} : { 'Proxy-Authorization': `Basic ${Buffer.from(login).toString('base64')}` }),
      },
      agent: false,
      signal,
    });
    const name = withoutPassword(proxy.href);
    const refusal = (status: number): Error => {
      const said = `the proxy ${name} answers HTTP ${status} to a tunnel to ${target}.`;
      if (status === 407) return new ProxyRefused(`${said} Put user and password into its URL.`);
      // A proxy that cannot reach the server now may reach it later.
      if (status >= 500 || status === 429 || status === 408) return new Error(said);
      return new ProxyRefused(`${said} Let it lead there, or name the host in NO_PROXY.`);
    };
    request.once('connect', ({ statusCode = 0 }, socket) => {
      if (statusCode >= 200 && statusCode < 300) {
        resolve(socket);
        return;
      }
      socket.destroy();
      reject(refusal(statusCode));
    });
    request.once('response', ({ statusCode = 0 }) => {
      request.destroy();
      reject(refusal(statusCode));
    });
    request.once('error', (cause) =>
      reject(
        new ProxyUnreachable(
          `the proxy ${name} cannot be reached: ${cause.message}. Start it, or correct HTTPS_PROXY or the proxy-url of the kubeconfig`,
          { cause },
        ),
      ),
    );
    request.end();
  });
}
