import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { imageTag } from '../../actions/image-tag/contract.ts';
import { release } from '../../actions/release/contract.ts';
import { OciRegistry } from '../../adapters/registry/oci-registry.ts';
import { parseDigestReference } from '../../domain/image.ts';
import { fetchRelease } from '../../engine/release/fetch-release.ts';
import { type DeliveryWorld, deliveryWorld } from './delivery-world.ts';

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
let world: DeliveryWorld;
let head = '';
beforeAll(async () => {
  world = await deliveryWorld();
  const { workspace } = world.machine;
  mkdirSync(join(workspace, 'api'));
  writeFileSync(join(workspace, 'api', 'Dockerfile'), 'ARG BASE_IMAGE\nFROM $BASE_IMAGE\n');
  for (const tier of ['dev', 'staging']) mkdirSync(join(workspace, 'k8s', tier, 'api'), { recursive: true });
  writeFileSync(join(workspace, 'k8s', 'README.md'), '');
  const git = (...parameters: string[]): string =>
    execFileSync('git', ['-c', 'user.name=Mina', '-c', 'user.email=mina@example.com', ...parameters], {
      cwd: workspace,
      encoding: 'utf8',
    }).trim();
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '-m', 'first');
  head = git('rev-parse', 'HEAD');
});
afterAll(() => world.close());

/** An image in the registry, of the bytes given. */
const image = (path: string, text: string, tag?: string): string => {
  const digest = world.storage.putManifest(path, MANIFEST, Buffer.from(`{"mediaType":"${MANIFEST}","x":"${text}"}`));
  if (tag !== undefined) world.storage.tag(path, tag, digest);
  return digest;
};

describe('image-tag, as GitHub runs it', () => {
  const inputs = () => ({
    service: 'api',
    repository: `${world.host}/project/api`,
    path: 'api/',
    base: `${world.host}/base/python:3.12`,
    'build-args': 'MODE=fast\nLEVEL=2',
  });
  const run = (more: object = {}) =>
    world.machine.run(imageTag, '', { inputs: { ...inputs(), ...more }, env: { GITHUB_SHA: head } });

  it('finds no image, then tags the one that was built, then finds it', async () => {
    const base = image('base/python', 'python', '3.12');
    const looked = await run();
    expect(looked).toMatchObject({ code: 0, outputs: { exists: 'false', digest: '', ref: '', commit: head } });
    expect(looked.outputs).toMatchObject({
      tag: `sha-${head}`,
      base: `${world.host}/base/python@${base}`,
      'build-args': `MODE=fast\nLEVEL=2\nBASE_IMAGE=${world.host}/base/python@${base}`,
    });
    const digest = image('project/api', 'built');
    const tagged = await run({ digest, base: looked.outputs['base'] });
    const ref = `${world.host}/project/api@${digest}`;
    expect(tagged).toMatchObject({ code: 0, outputs: { exists: 'true', digest, ref } });
    expect(tagged.summary).toContain('**api**');
    const found = await run();
    expect(found.outputs).toMatchObject({ exists: 'true', digest, 'content-tag': looked.outputs['content-tag'] });
    expect(world.storage.tags('project/api')).toEqual([looked.outputs['content-tag'], `sha-${head}`]);
  });

  it('takes the head of a pull request, and refuses to name it after a merge', async () => {
    const result = await world.machine.run(imageTag, '', {
      inputs: inputs(),
      env: { GITHUB_EVENT_NAME: 'pull_request', GITHUB_SHA: head },
      event: { pull_request: { head: { sha: 'a'.repeat(40) } } },
    });
    expect(result.code).toBe(1);
    expect(result.log).toContain('Check out the head of the pull request');
  });

  it('reports every wrong input at once', async () => {
    const result = await run({ repository: 'Api:1', path: '/etc', digest: 'latest', platforms: 'linux' });
    expect(result.code).toBe(1);
    expect(result.log).toMatch(/::error::.*4 problems.*repository.*path.*platforms.*digest/);
    expect(result.outputs).toEqual({});
  });

  it('fails where the registry forbids, and says what to grant', async () => {
    const digest = image('other/api', 'x');
    const result = await run({ repository: `${world.host}/other/api`, digest });
    expect(result.code).toBe(1);
    expect(result.log).toMatch(/::error::PUT .* 403 .*grant it/);
  });
});

describe('release, as GitHub runs it', () => {
  const run = (digest: string, more: object = {}) =>
    world.machine.run(release, '', {
      inputs: {
        service: 'api',
        repository: `${world.host}/project/api`,
        image: `${world.host}/project/api@${digest}`,
        'image-name': 'api',
        tiers: 'dev staging',
        overlays: 'k8s/{tier}/{service}',
        ...more,
      },
    });
  /** What this kubectl prints has the image that the kustomization asks for. */
  const kubectl = (yaml: string): void =>
    world.machine.install(
      'kubectl',
      `#!/bin/sh\nimage=$(sed 's/.*"newName":"\\([^"]*\\)","digest":"\\([^"]*\\)".*/\\1@\\2/' "$2/kustomization.yaml")\nsed "s|IMAGE|$image|" <<'YAML'\n${yaml}\nYAML\n`,
    );
  const deployment =
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api}\nspec: {template: {spec: {containers: [{image: IMAGE}]}}}';

  it('stores what every tier is to run, and gives the same digest again', async () => {
    kubectl(deployment);
    const digest = image('project/api', 'released');
    const [first, again] = [await run(digest), await run(digest)];
    expect(first.code).toBe(0);
    expect(again.outputs).toEqual(first.outputs);
    const registry = new OciRegistry({
      credentials: async () => ({ kind: 'password', username: 'robot', password: 'secret' }),
    });
    const fetched = await fetchRelease(registry, parseDigestReference(first.outputs['release'] ?? ''), 'staging');
    expect(fetched).toMatchObject({ service: 'api', release: first.outputs['digest'], image: { digest } });
    expect(fetched.manifests).toContain(`- image: ${world.host}/project/api@${digest}`);
  });

  it('refuses an image that lies elsewhere, before it asks for anything', async () => {
    const digest = image('project/api', 'released');
    const repository = `${world.host}/project/other`;
    const { code, log, outputs } = await run(digest, { repository });
    expect([code, outputs]).toEqual([1, {}]);
    expect(log).toMatch(/^::error title=Refused \(other-repository\)::The image .* lies in .*\/project\/api; wanted/m);
    expect((await run(digest, { repository: 'Not a repository' })).log).toMatch(/Wanted `host\/path`/);
  });

  it('refuses manifests that are not its own to deploy', async () => {
    kubectl('apiVersion: v1\nkind: Namespace\nmetadata: {name: dev}');
    const result = await run(image('project/api', 'released'));
    expect(result.code).toBe(1);
    expect(result.log).toMatch(/Namespace "dev" belongs to the cluster/);
  });

  it('fails when kustomize does, with its words harmless', async () => {
    world.machine.install('kubectl', '#!/bin/sh\necho "::set-output name=x::y\n##[error]no" >&2\nexit 1\n');
    const result = await run(image('project/api', 'released'));
    expect(result.code).toBe(1);
    expect(result.log).toMatch(/kubectl kustomize refuses "k8s\/dev\/api"/);
    expect(result.log.split('\n').filter((line) => line.startsWith('::set-output') || line.includes('##['))).toEqual(
      [],
    );
  });
});
