import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OciRegistry } from '../../../../adapters/registry/oci-registry.ts';
import { digestOf } from '../../../../domain/digest.ts';
import { releaseArtifact } from '../../../../domain/release.ts';
import { parseTag } from '../../../../domain/tag.ts';
import { type Loopback, listenOnLoopback } from '../../../../rehearsal/network/loopback.ts';
import { Accounts } from '../../../../rehearsal/registry/accounts.ts';
import { baseImageStorage } from '../../../../rehearsal/registry/base-images.ts';
import { registryListener } from '../../../../rehearsal/registry/server.ts';

let server: Loopback;
let hub: Loopback;
const accounts = new Accounts({ pull: ['library'], push: [] });
accounts.add('oauth2accesstoken', 'token', { pull: [], push: ['project'] });
const storage = baseImageStorage();
beforeAll(async () => {
  server = await listenOnLoopback(createServer(registryListener({ storage, accounts })));
  const realm = `http://127.0.0.1:${server.port}/token`;
  hub = await listenOnLoopback(createServer(registryListener({ storage, accounts, realm })));
});
afterAll(async () => {
  await server.close();
  await hub.close();
});

const client = (password: string | undefined): OciRegistry =>
  new OciRegistry({
    credentials: async () =>
      password === undefined ? undefined : { kind: 'password', username: 'oauth2accesstoken', password },
    wait: async () => {},
  });

describe('the client that the actions use', () => {
  it('stores a release and finds it again', async () => {
    const repository = `127.0.0.1:${server.port}/project/services/api`;
    const release = releaseArtifact({
      service: 'api',
      image: { repository, digest: digestOf('image') },
      manifests: { dev: 'kind: Deployment\n' },
    });
    const { digest } = release.manifest;
    const registry = client('token');
    expect(await registry.resolve(repository, digest)).toBeUndefined();
    await registry.push(repository, release);
    await registry.push(repository, release);
    expect(await registry.tag({ repository, digest }, parseTag('sha-1'))).toBe(digest);
    expect(await registry.resolve(repository, parseTag('sha-1'))).toBe(digest);
    expect((await registry.manifest({ repository, digest })).mediaType).toBe(release.mediaType);
    const blob = release.blobs[1];
    expect(Buffer.from(await registry.blob({ repository, digest: blob?.digest ?? digest })).toString()).toContain(
      'Dep',
    );
  });

  it('resolves a base image without an account, and pushes nothing without rights', async () => {
    for (const { port } of [server, hub]) {
      const digest = await client(undefined).resolve(`127.0.0.1:${port}/library/python`, parseTag('3.12-slim'));
      expect(digest).toMatch(/^sha256:/);
    }
    const base = `127.0.0.1:${hub.port}/library/python`;
    expect((await fetch(`http://127.0.0.1:${hub.port}/v2/library/python/manifests/3.12-slim`)).status).toBe(401);
    const artifact = releaseArtifact({
      service: 'x',
      image: { repository: base, digest: digestOf('') },
      manifests: {},
    });
    await expect(client('token').push(base, artifact)).rejects.toThrow();
  });
});
