import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { OciRegistry } from '../../../../adapters/registry/oci-registry.ts';
import { digestOf } from '../../../../domain/digest.ts';
import { releaseArtifact } from '../../../../domain/release.ts';
import { parseTag } from '../../../../domain/tag.ts';
import { type Loopback, listenOnLoopback } from '../../../../rehearsal/network/loopback.ts';

type Handler = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void;

const servers: Loopback[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

/** A registry that answers as the test says, and the calls it got. */
async function serve(
  handler: Handler,
): Promise<{ host: string; calls: string[]; waits: number[]; registry: OciRegistry }> {
  const calls: string[] = [];
  const waits: number[] = [];
  const server = await listenOnLoopback(
    createServer((request, response) => {
      calls.push(`${request.method} ${request.url} ${request.headers.authorization ?? '-'}`);
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => handler(request, response, Buffer.concat(chunks)));
    }),
  );
  servers.push(server);
  const registry = new OciRegistry({
    credentials: async () => ({ kind: 'password', username: 'robot', password: 'secret' }),
    wait: async (milliseconds) => waits.push(milliseconds),
    random: () => 0.5,
  });
  return { host: `127.0.0.1:${server.port}`, calls, waits, registry };
}

const digest = digestOf('bytes');
const tag = parseTag('v1');

describe('the OCI client', () => {
  it('waits as long as a throttling registry asks, then goes on', async () => {
    let left = 2;
    const { host, waits, registry } = await serve((_, response) => {
      if (left-- > 0) response.writeHead(429, { 'retry-after': '3' }).end();
      else response.writeHead(200, { 'docker-content-digest': digest }).end();
    });
    expect(await registry.resolve(`${host}/app/api`, tag)).toBe(digest);
    expect(waits).toEqual([3000, 3000]);
  });

  it('gives up on a registry that stays broken, and says so', async () => {
    const { host, calls, registry } = await serve((_, response) => response.writeHead(503).end());
    await expect(registry.resolve(`${host}/app/api`, tag)).rejects.toThrow(/was answered 503.*run this again later/);
    expect(calls).toHaveLength(5);
  });

  it('never takes an unreachable or forbidding registry for an empty one', async () => {
    const { host, registry } = await serve((_, response) =>
      response.writeHead(403).end('{"errors":[{"code":"DENIED","message":"not you"}]}'),
    );
    await expect(registry.manifest({ repository: `${host}/app/api`, digest })).rejects.toThrow(
      /403 \(DENIED: not you\)/,
    );
    await expect(registry.resolve(`${host}/app/api`, tag)).rejects.toThrow(/403/);
    await expect(registry.resolve('127.0.0.1:1/app/api', tag)).rejects.toThrow(/got no answer.*127\.0\.0\.1:1/);
  });

  it('exchanges its password for a token, once for all calls of one kind', async () => {
    const { host, calls, registry } = await serve((request, response) => {
      if (request.url?.startsWith('/token')) response.end('{"token":"t0ken"}');
      else if (request.headers.authorization === 'Bearer t0ken') {
        response.writeHead(200, { 'docker-content-digest': digest }).end();
      } else {
        const realm = `Bearer realm="http://${request.headers.host}/token",service="s",scope="repository:app/api:pull"`;
        response.writeHead(401, { 'www-authenticate': realm }).end();
      }
    });
    await registry.resolve(`${host}/app/api`, tag);
    await registry.resolve(`${host}/app/api`, tag);
    expect(calls).toEqual([
      'HEAD /v2/app/api/manifests/v1 -',
      'GET /token?service=s&scope=repository%3Aapp%2Fapi%3Apull Basic cm9ib3Q6c2VjcmV0',
      'HEAD /v2/app/api/manifests/v1 Bearer t0ken',
      'HEAD /v2/app/api/manifests/v1 Bearer t0ken',
    ]);
  });

  it('tells nobody its password over plain HTTP beyond this machine', async () => {
    const { host, registry } = await serve((_, response) =>
      response.writeHead(401, { 'www-authenticate': 'Bearer realm="http://evil.example/token"' }).end(),
    );
    await expect(registry.resolve(`${host}/app/api`, tag)).rejects.toThrow(
      /http:\/\/evil\.example, which is not HTTPS/,
    );
  });

  it('refuses bytes that are not those of the digest', async () => {
    const { host, registry } = await serve((_, response) => response.end('other bytes'));
    const reference = { repository: `${host}/app/api`, digest };
    await expect(registry.blob(reference)).rejects.toThrow(/handed out other bytes/);
    await expect(registry.manifest(reference)).rejects.toThrow(/handed out other bytes/);
  });

  it('reads the bytes where a registry does not tell the digest of a tag', async () => {
    const { host, registry } = await serve((request, response) =>
      response.end(request.method === 'GET' ? 'bytes' : undefined),
    );
    expect(await registry.resolve(`${host}/app/api`, tag)).toBe(digest);
  });

  it('follows a blob to where it is stored without its password', async () => {
    const storage = await serve((_, response) => response.end('bytes'));
    const { host, registry } = await serve((request, response) => {
      if (request.headers.authorization === undefined) {
        response.writeHead(401, { 'www-authenticate': 'Basic realm="r"' }).end();
      } else response.writeHead(307, { location: `http://${storage.host}/signed` }).end();
    });
    await registry.blob({ repository: `${host}/app/api`, digest });
    expect(storage.calls).toEqual(['GET /signed -']);
  });

  it('begins an upload anew when the registry stumbles in the middle', async () => {
    const release = releaseArtifact({ service: 'api', image: { repository: 'h/a', digest }, manifests: {} });
    let stumbles = 1;
    const { host, calls, registry } = await serve((request, response, body) => {
      if (request.method === 'HEAD') response.writeHead(404).end();
      else if (request.method === 'POST') response.writeHead(202, { location: '/upload?state=x' }).end();
      else if (request.url?.startsWith('/upload')) response.writeHead(stumbles-- > 0 ? 502 : 201).end();
      else response.writeHead(body.equals(release.manifest.bytes) ? 201 : 400).end();
    });
    await registry.push(`${host}/app/api`, release);
    expect(calls.filter((call) => !call.startsWith('HEAD')).map((call) => call.replace(/\?.*| -$/g, ''))).toEqual([
      'POST /v2/app/api/blobs/uploads/',
      'PUT /upload',
      'POST /v2/app/api/blobs/uploads/',
      'PUT /upload',
      `PUT /v2/app/api/manifests/${release.manifest.digest}`,
    ]);
  });

  it.each([
    { unknown: 3, wants: 'pushes' },
    { unknown: 4, wants: 'gives up' },
  ])(
    'brings blobs again that the registry forgets for a moment: $wants after $unknown times',
    async ({ unknown, wants }) => {
      let left = unknown;
      const { host, calls, registry } = await serve((request, response) => {
        const isManifest = request.url?.includes('/manifests/');
        if (request.method === 'HEAD') response.writeHead(isManifest ? 404 : 200).end();
        else if (left-- === 0) response.writeHead(201).end();
        else response.writeHead(400).end('{"errors":[{"code":"MANIFEST_BLOB_UNKNOWN","message":"blob unknown"}]}');
      });
      const release = releaseArtifact({ service: 'api', image: { repository: 'h/a', digest }, manifests: {} });
      const pushed = registry.push(`${host}/app/api`, release);
      if (wants === 'pushes') await expect(pushed).resolves.toBeUndefined();
      else await expect(pushed).rejects.toThrow(/400 \(MANIFEST_BLOB_UNKNOWN: blob unknown\)/);
      expect(calls.filter((call) => call.startsWith('PUT '))).toHaveLength(4);
    },
  );

  it('returns the tag of who was first where tags are immutable', async () => {
    let written = false;
    const first = digestOf('first');
    const { host, registry } = await serve((request, response) => {
      if (request.method === 'PUT') {
        written = true;
        response.writeHead(409).end();
      } else if (request.method === 'GET') response.writeHead(200, { 'content-type': 'x/y' }).end('bytes');
      else response.writeHead(written ? 200 : 404, written ? { 'docker-content-digest': first } : {}).end();
    });
    expect(await registry.tag({ repository: `${host}/app/api`, digest }, tag)).toBe(first);
  });

  it('reports a connection that breaks in the middle of an answer', async () => {
    const { host, registry } = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half');
      response.destroy();
    });
    await expect(registry.blob({ repository: `${host}/app/api`, digest })).rejects.toThrow(/got no answer/);
  });
});
