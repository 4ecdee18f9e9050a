import http from 'node:http';
import https from 'node:https';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
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
    proxy === undefined ? connectTcp({ host, port }) : await tunnel(`${server.hostname}:${port}`, proxy, signal);
  const servername = identity.servername ?? (isIP(host) > 0 ? undefined : host);
  return await new Promise((resolve, reject) => {
    const secure = connectTls({
      ...identity,
      socket,
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
    secure.once('close', () => fail(new Error('the connection was closed during the TLS handshake')));
    secure.once('secureConnect', () => {
      signal.removeEventListener('abort', give);
      secure.removeAllListeners('error').removeAllListeners('close');
      secure.setKeepAlive(true, 30_000);
      resolve(secure);
    });
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
    request.once('connect', ({ statusCode = 0 }, socket) => {
      if (statusCode >= 200 && statusCode < 300) {
        resolve(socket);
        return;
      }
      socket.destroy();
      const next = statusCode === 407 ? ' Put user and password into its URL.' : '';
      reject(new Error(`the proxy ${name} answers HTTP ${statusCode} to a tunnel to ${target}.${next}`));
    });
    request.once('response', ({ statusCode }) => {
      request.destroy();
      reject(new Error(`the proxy ${name} answers HTTP ${statusCode} to a tunnel to ${target}`));
    });
    request.once('error', (cause) =>
      reject(new Error(`the proxy ${name} cannot be reached: ${cause.message}`, { cause })),
    );
    request.end();
  });
}
