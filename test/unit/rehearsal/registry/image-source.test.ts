import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import type { Digest } from '../../../../domain/digest.ts';
import { baseImageStorage, STAND_IN_LABEL } from '../../../../rehearsal/registry/base-images.ts';
import { formImage } from '../../../../rehearsal/registry/image.ts';
import { imageSource, split } from '../../../../rehearsal/registry/image-source.ts';
import { layerArchive } from '../../../../rehearsal/registry/layer-archive.ts';
import { type RegistryStorage, registryStorage } from '../../../../rehearsal/registry/storage.ts';

const layer = layerArchive([{ kind: 'file', path: 'srv/app.py', bytes: Buffer.from('print(1)\n'), mode: 0o644 }]);
const image = formImage({
  platform: { os: 'linux', architecture: 'amd64' },
  config: { Cmd: ['python', 'app.py'], WorkingDir: '/srv' },
  layers: [layer],
});
const push = (storage: RegistryStorage): Digest => {
  for (const blob of image.blobs) storage.putBlob('project/api', blob);
  return storage.putManifest('project/api', image.mediaType, image.manifest);
};

describe('pulling an image', () => {
  it('gives its configuration and layers', async () => {
    const storage = registryStorage();
    const source = imageSource(new Map([['registry.example', storage]]));
    const reference = `registry.example/project/api@${push(storage)}`;
    expect(await source.pull(reference)).toEqual({
      imageId: reference,
      config: { Cmd: ['python', 'app.py'], WorkingDir: '/srv' },
      layers: [layer],
    });
  });

  it('finds nothing under a digest that was never pushed, in the words of containerd', async () => {
    const source = imageSource(new Map([['registry.example', registryStorage()]]));
    const reference = `registry.example/project/api@${image.digest}`;
    await expect(source.pull(reference)).rejects.toThrow(
      `rpc error: code = NotFound desc = failed to pull and unpack image "${reference}": failed to resolve reference "${reference}": ${reference}: not found`,
    );
    await expect(source.pull('elsewhere.example/x:1')).rejects.toThrow('lookup elsewhere.example: no such host');
  });

  it('refuses bytes that were changed in the registry', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'registry-'));
    const storage = registryStorage(folder);
    const digest = push(storage);
    await writeFile(join(folder, 'blobs/sha256', digest.slice(7)), Buffer.from(image.manifest).fill(32, 10, 12));
    const source = imageSource(new Map([['registry.example', storage]]));
    await expect(source.pull(`registry.example/project/api@${digest}`)).rejects.toThrow(
      /code = FailedPrecondition .*failed commit on ref "manifest-sha256:.*unexpected commit digest sha256:.*, expected sha256:/,
    );
    await rm(folder, { recursive: true });
  });

  it('takes the image of its platform from an index, as base images have one', async () => {
    const storage = baseImageStorage();
    const source = imageSource(new Map([['docker.io', storage]]));
    const { config, layers } = await source.pull('python:3.12-slim');
    expect(config.Labels).toEqual({ [STAND_IN_LABEL]: 'docker.io/library/python:3.12-slim' });
    expect(gunzipSync(layers[0] ?? new Uint8Array()).every((byte) => byte === 0)).toBe(true);
    const other = imageSource(new Map([['docker.io', storage]]), { os: 'linux', architecture: 's390x' });
    await expect(other.pull('node:24-slim')).rejects.toThrow('no match for platform in manifest');
  });
});

describe('a reference', () => {
  it.each([
    ['python:3.12-slim', 'docker.io', 'library/python', '3.12-slim'],
    ['docker.io/library/node', 'docker.io', 'library/node', 'latest'],
    ['127.0.0.1:5000/a/b:1', '127.0.0.1:5000', 'a/b', '1'],
    [`r.example/a:1@sha256:${'0'.repeat(64)}`, 'r.example', 'a', `sha256:${'0'.repeat(64)}`],
  ])('%s is read as Docker reads it', (text, host, repository, version) => {
    expect(split(text)).toEqual({ host, repository, version });
  });
});
