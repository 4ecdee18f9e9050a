import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { nextAddress } from '../../../../adapters/http/next-address.ts';
import { OciRegistry } from '../../../../adapters/registry/oci-registry.ts';
import { tokenAddress } from '../../../../adapters/registry/token-address.ts';
import { uploadAddress } from '../../../../adapters/registry/upload-address.ts';
import { digestOf } from '../../../../domain/digest.ts';
import { Refusal } from '../../../../domain/refusal.ts';
import { releaseArtifact } from '../../../../domain/release.ts';
import { parseTag } from '../../../../domain/tag.ts';
import { type Loopback, listenOnLoopback } from '../../../../rehearsal/network/loopback.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;
const servers: Loopback[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

/** A server, and every call that it got with the credentials that came along. */
async function serve(handler: Handler): Promise<{ readonly host: string; readonly calls: string[] }> {
  const calls: string[] = [];
  const server = await listenOnLoopback(
    createServer((request, response) => {
      calls.push(`${request.method} ${request.url} ${request.headers.authorization ?? '-'}`);
      request.resume().on('end', () => handler(request, response));
    }),
  );
  servers.push(server);
  return { host: `127.0.0.1:${server.port}`, calls };
}
const registry = () =>
  new OciRegistry({
    credentials: async () => ({ kind: 'password', username: 'robot', password: 'secret' }),
    wait: async () => undefined,
  });
const digest = digestOf('bytes');
const release = releaseArtifact({ service: 'api', image: { repository: 'h/a', digest }, manifests: {} });

describe('an upload', () => {
  const uploads = (location: (host: string) => string) =>
    serve(({ method, headers }, response) => {
      if (method === 'HEAD') response.writeHead(404).end();
      else if (headers.authorization === undefined)
        response.writeHead(401, { 'www-authenticate': 'Basic realm="r"' }).end();
      else response.writeHead(method === 'POST' ? 202 : 201, { location: location(headers.host ?? '') }).end();
    });

  it('that is sent to another origin ends there, in one try, and neither bytes nor credentials go', async () => {
    const elsewhere = await serve((_, response) => response.writeHead(201).end());
    const { host, calls } = await uploads(() => `http://${elsewhere.host}/upload`);
    await expect(registry().push(`${host}/app/api`, release)).rejects.toThrow(
      `wanted a place at http://${host}, and was sent to http://${elsewhere.host}`,
    );
    expect(elsewhere.calls).toEqual([]);
    expect(calls.filter((call) => call.startsWith('PUT'))).toEqual([]);
    expect(calls.filter((call) => call.startsWith('POST'))).toHaveLength(2);
  });

  const begun = new URL('https://r.example/v2/app/uploads/');
  it.each([
    ['/v2/app/uploads/1?state=x', 'https://r.example/v2/app/uploads/1?state=x'],
    ['1?state=x', 'https://r.example/v2/app/uploads/1?state=x'],
    ['?state=x', 'https://r.example/v2/app/uploads/?state=x'],
    ['https://r.example:443/up', 'https://r.example/up'],
  ])('goes on at %s', (location, wanted) => {
    expect(uploadAddress(location, begun).href).toBe(wanted);
  });
  it.each([
    ['another host', 'https://s.example/up'],
    ['another host without a scheme', '//s.example/up'],
    ['another host in backslashes', '\\\\s.example\\up'],
    ['another host behind a user', 'https://r.example@s.example/up'],
    ['another port', 'https://r.example:8443/up'],
    ['another scheme', 'http://r.example/up'],
    ['this machine', 'http://127.0.0.1:1/up'],
    ['no address', 'https://'],
    ['a file', 'file:///etc/passwd'],
    ['a user of the same host', 'https://robot@r.example/up'],
    ['a password of the same host', 'https://:secret@r.example/up'],
  ])('goes nowhere when it is sent to %s', (_, location) => {
    expect(() => uploadAddress(location, begun)).toThrow(Refusal);
  });
});

describe('an upload on this machine', () => {
  it('stays with its scheme, too', () => {
    expect(() => uploadAddress('https://127.0.0.1:1/up', new URL('http://127.0.0.1:1/'))).toThrow(
      'wanted a place at http://127.0.0.1:1, and was sent to https://127.0.0.1:1',
    );
  });
});

describe('a read', () => {
  const from = new URL('https://r.example/v2/app/blobs/x');
  it('follows to other HTTPS hosts, and on this machine to other ports', () => {
    expect(nextAddress('https://storage.example/x', from).href).toBe('https://storage.example/x');
    expect(nextAddress('http://127.0.0.1:2/x', new URL('http://127.0.0.1:1/')).port).toBe('2');
  });
  it.each(['http://127.0.0.1:1/x', 'http://r.example/x', 'https://a:b@storage.example/x', 'https://'])(
    'does not follow to %s',
    (location) => {
      expect(() => nextAddress(location, from)).toThrow(Refusal);
    },
  );

  it('leaves this machine by HTTPS alone', () => {
    expect(() => nextAddress('http://r.example/x', new URL('http://127.0.0.1:1/'))).toThrow('which is not HTTPS');
  });

  it('shows its credentials to nobody that it was sent to, however that asks', async () => {
    const thief = await serve(({ url, headers }, response) => {
      const realm = `Bearer realm="http://${headers.host}/token"`;
      if (url?.startsWith('/token')) response.end('{"token":"t"}');
      else response.writeHead(401, { 'www-authenticate': realm }).end();
    });
    const { host } = await serve((_, response) =>
      response.writeHead(307, { location: `http://${thief.host}/blob` }).end(),
    );
    await expect(registry().blob({ repository: `${host}/app/api`, digest })).rejects.toThrow(
      `${host} sent us to http://${thief.host}, which asks for credentials`,
    );
    expect(thief.calls).toEqual(['GET /blob -']);
  });
});

describe('the place that hands out tokens', () => {
  const own = { host: 'r.example', origin: 'https://r.example', name: 'app/api' };
  const hub = { host: 'docker.io', origin: 'https://registry-1.docker.io', name: 'library/python' };
  it('may be the registry itself, or where a known registry has it', () => {
    expect(tokenAddress('https://r.example/token?a=b', own, 'with credentials').href).toBe(
      'https://r.example/token?a=b',
    );
    expect(tokenAddress('https://auth.docker.io/token', hub, 'with credentials').host).toBe('auth.docker.io');
  });
  it.each([
    'https://s.example/token',
    'https://r.example:8443/token',
    'https://auth.docker.io/token',
    'https://r.example.s.example/token',
    'https://r.example@s.example/token',
    'https://robot:secret@r.example/token',
    'https://robot@r.example/token',
    'https://:secret@r.example/token',
    'http://r.example/token',
    'http://127.0.0.1:1/token',
    '/token',
    'https://',
  ])('is not %s, with credentials', (realm) => {
    expect(() => tokenAddress(realm, own, 'with credentials')).toThrow(Refusal);
  });
  it('may be any HTTPS host where there are no credentials to tell', () => {
    expect(tokenAddress('https://s.example/token', own, 'without credentials').host).toBe('s.example');
    expect(() => tokenAddress('http://127.0.0.1:1/token', own, 'without credentials')).toThrow(Refusal);
    const here = { host: '127.0.0.1:1', origin: 'http://127.0.0.1:1', name: 'app/api' };
    expect(() => tokenAddress('http://s.example/token', here, 'without credentials')).toThrow(Refusal);
    expect(tokenAddress('http://127.0.0.1:2/token', here, 'without credentials').port).toBe('2');
  });

  it('gets no password when it is another one', async () => {
    const thief = await serve((_, response) => response.end('{"token":"t"}'));
    const { host, calls } = await serve((_, response) =>
      response.writeHead(401, { 'www-authenticate': `Bearer realm="http://${thief.host}/token"` }).end(),
    );
    await expect(registry().resolve(`${host}/app/api`, parseTag('v1'))).rejects.toThrow(
      `${host} asks for tokens at http://${thief.host}`,
    );
    expect(thief.calls).toEqual([]);
    expect(calls).toHaveLength(1);
  });

  it.each(['"t\\r\\nX-Evil: 1"', '"a b"', '""', '1'])('does not hand out %s', async (token) => {
    const { host } = await serve(({ url, headers }, response) => {
      if (url?.startsWith('/token')) response.end(`{"token":${token}}`);
      else response.writeHead(401, { 'www-authenticate': `Bearer realm="http://${headers.host}/token"` }).end();
    });
    await expect(registry().resolve(`${host}/app/api`, parseTag('v1'))).rejects.toThrow(/answered without a token/);
  });
});
