import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { digestOf } from '../../../../domain/digest.ts';
import { releaseArtifact } from '../../../../domain/release.ts';
import { type Loopback, listenOnLoopback } from '../../../../rehearsal/network/loopback.ts';
import { Accounts } from '../../../../rehearsal/registry/accounts.ts';
import { registryListener } from '../../../../rehearsal/registry/server.ts';
import { registryStorage } from '../../../../rehearsal/registry/storage.ts';

const accounts = new Accounts();
accounts.add('oauth2accesstoken', 'trusted', { pull: ['project'], push: ['project/services', 'project/services-dev'] });
accounts.add('oauth2accesstoken', 'feature', { pull: ['project'], push: ['project/services-dev'] });
accounts.add('node', 'pull', { pull: ['*'], push: [] });
let server: Loopback;
beforeAll(async () => {
  server = await listenOnLoopback(createServer(registryListener({ storage: registryStorage(), accounts })));
});
afterAll(() => server.close());

const basic = (password: string, user = 'oauth2accesstoken'): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
const call = (
  method: string,
  path: string,
  { as = 'trusted', body, headers = {} }: { as?: string; body?: string; headers?: Record<string, string> } = {},
): Promise<Response> =>
  fetch(new URL(path, `http://127.0.0.1:${server.port}`), {
    method,
    headers: { authorization: as.startsWith('Bearer') ? as : basic(as), ...headers },
    ...(body === undefined ? {} : { body }),
  });
const pushBlob = async (repository: string, text: string): Promise<void> => {
  const { status } = await call('POST', `/v2/${repository}/blobs/uploads/?digest=${digestOf(text)}`, { body: text });
  expect(status).toBe(201);
};
const errorOf = async (response: Response): Promise<unknown> =>
  ((await response.json()) as { errors: { code: string }[] }).errors[0]?.code;

const API = 'project/services/api';
const release = releaseArtifact({
  service: 'api',
  image: { repository: `registry.example/${API}`, digest: digestOf('image') },
  manifests: { dev: 'kind: A\n', production: 'kind: B\n' },
});
const manifestText = Buffer.from(release.manifest.bytes).toString('utf8');
const pushRelease = (repository: string, reference: string, body = manifestText): Promise<Response> =>
  call('PUT', `/v2/${repository}/manifests/${reference}`, { body, headers: { 'content-type': release.mediaType } });

describe('a registry', () => {
  it('keeps a release: its blobs, then its manifest, found by tag and by digest', async () => {
    for (const { bytes } of release.blobs) await pushBlob(API, Buffer.from(bytes).toString('utf8'));
    expect((await pushRelease(API, 'sha-1')).headers.get('docker-content-digest')).toBe(release.manifest.digest);
    for (const reference of ['sha-1', release.manifest.digest]) {
      const answer = await call('GET', `/v2/${API}/manifests/${reference}`);
      expect(answer.headers.get('content-type')).toBe(release.mediaType);
      expect(digestOf(await answer.text())).toBe(release.manifest.digest);
    }
    const head = await call('HEAD', `/v2/${API}/manifests/sha-1`);
    expect(head.headers.get('content-length')).toBe(String(release.manifest.bytes.length));
    expect(await (await call('GET', `/v2/${API}/tags/list`)).json()).toEqual({ name: API, tags: ['sha-1'] });
  });

  it('refuses a manifest whose blobs it does not have', async () => {
    const answer = await pushRelease('project/services/other', 'x');
    expect([answer.status, await errorOf(answer)]).toEqual([404, 'MANIFEST_BLOB_UNKNOWN']);
  });

  it('refuses bytes that are not those of the digest', async () => {
    const blob = await call('POST', `/v2/${API}/blobs/uploads/?digest=${digestOf('a')}`, { body: 'b' });
    expect([blob.status, await errorOf(blob)]).toEqual([400, 'DIGEST_INVALID']);
    const manifest = await pushRelease(API, digestOf('a'));
    expect([manifest.status, await errorOf(manifest)]).toEqual([400, 'DIGEST_INVALID']);
  });

  it('takes a blob in chunks and refuses a gap between them', async () => {
    const begun = await call('POST', `/v2/${API}/blobs/uploads/`);
    const place = begun.headers.get('location') ?? '';
    expect((await call('PATCH', place, { body: 'hel', headers: { 'content-range': '0-2' } })).status).toBe(202);
    expect((await call('PATCH', place, { body: 'o', headers: { 'content-range': '4-4' } })).status).toBe(416);
    const done = await call('PUT', `${place}?digest=${digestOf('hello')}`, { body: 'lo' });
    expect(done.status).toBe(201);
    expect(await (await call('GET', `/v2/${API}/blobs/${digestOf('hello')}`)).text()).toBe('hello');
  });

  it('knows a blob in another repository only once it is mounted there', async () => {
    await pushBlob(API, 'shared');
    const digest = digestOf('shared');
    const other = 'project/services/web';
    expect((await call('HEAD', `/v2/${other}/blobs/${digest}`)).status).toBe(404);
    expect((await call('POST', `/v2/${other}/blobs/uploads/?mount=${digest}&from=${API}`)).status).toBe(201);
    expect((await call('HEAD', `/v2/${other}/blobs/${digest}`)).status).toBe(200);
    expect((await call('POST', `/v2/${other}/blobs/uploads/?mount=${digestOf('no')}&from=${API}`)).status).toBe(202);
  });

  it('hands out tags page by page', async () => {
    await pushRelease(API, 'sha-2');
    const first = await call('GET', `/v2/${API}/tags/list?n=1`);
    expect(await first.json()).toMatchObject({ tags: ['sha-1'] });
    const next = /<(.*)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
    expect(await (await call('GET', next)).json()).toMatchObject({ tags: ['sha-2'] });
  });

  it('answers what it does not do with 501 and its name', async () => {
    const answer = await call('DELETE', `/v2/${API}/manifests/sha-1`);
    expect(answer.status).toBe(501);
    expect(await answer.text()).toContain('DELETE of a manifest is not rehearsed');
    expect((await call('GET', '/v2/_catalog')).status).toBe(501);
  });

  it('lists manifests that refer to another', async () => {
    const body = JSON.stringify({
      mediaType: release.mediaType,
      artifactType: 'a/b',
      subject: { digest: digestOf('s') },
    });
    expect((await pushRelease(API, digestOf(body), body)).headers.get('oci-subject')).toBe(digestOf('s'));
    const index = await call('GET', `/v2/${API}/referrers/${digestOf('s')}`);
    expect(await index.json()).toMatchObject({ manifests: [{ digest: digestOf(body), artifactType: 'a/b' }] });
  });
});

describe('who may push', () => {
  it('is decided by repository: a feature branch cannot write where protected images are', async () => {
    const push = (as: string, repository: string) =>
      call('POST', `/v2/${repository}/blobs/uploads/?digest=${digestOf('f')}`, { as, body: 'f' });
    expect((await push('feature', 'project/services-dev/api')).status).toBe(201);
    const refused = await push('feature', API);
    expect([refused.status, await errorOf(refused)]).toEqual([403, 'DENIED']);
  });

  it('is nobody without an account, and the answer says where to get a token', async () => {
    const path = `http://127.0.0.1:${server.port}/v2/${API}/blobs/uploads/`;
    const anonymous = await fetch(path, { method: 'POST' });
    expect(anonymous.status).toBe(401);
    expect(anonymous.headers.get('www-authenticate')).toBe(
      `Bearer realm="http://127.0.0.1:${server.port}/v2/token",service="127.0.0.1:${server.port}",scope="repository:${API}:pull,push"`,
    );
    expect((await call('GET', '/v2/', { as: 'wrong' })).status).toBe(401);
    expect((await call('GET', '/v2/')).status).toBe(200);
  });

  it('is whoever has a token, within its scope and no further than the account', async () => {
    const token = async (as: string, scope: string): Promise<string> => {
      const answer = await call('GET', `/v2/token?service=x&scope=${scope}`, { as });
      return `Bearer ${((await answer.json()) as { token: string }).token}`;
    };
    const upload = async (as: string) => (await call('POST', `/v2/${API}/blobs/uploads/`, { as })).status;
    expect(await upload(await token('trusted', `repository:${API}:pull,push`))).toBe(202);
    expect(await upload(await token('trusted', `repository:${API}:pull`))).toBe(403);
    expect(await upload(await token('feature', `repository:${API}:pull,push`))).toBe(403);
    expect(await upload('Bearer made-up')).toBe(401);
  });
});
