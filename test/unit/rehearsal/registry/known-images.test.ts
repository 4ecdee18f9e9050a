import { describe, expect, it } from '@jest/globals';
import { type ImageSource, PullError } from '../../../../rehearsal/cluster/image-source.ts';
import { baseImageStorage } from '../../../../rehearsal/registry/base-images.ts';
import { imageSource } from '../../../../rehearsal/registry/image-source.ts';
import { knownImages, kubeletImages } from '../../../../rehearsal/registry/known-images.ts';
import { registryStorage } from '../../../../rehearsal/registry/storage.ts';
import { NotRehearsed } from '../../../../rehearsal/workflow/problems.ts';

function images(): ImageSource {
  const hub = baseImageStorage();
  const registries = new Map([
    ['docker.io', hub],
    ['own.example', registryStorage()],
  ]);
  return knownImages(imageSource(registries), new Set(['own.example']));
}

describe('images of other registries', () => {
  it('are pulled where there is a stand-in', async () => {
    expect((await images().pull('node:24-slim')).config.Cmd).toEqual(['node']);
  });

  it.each(['golang:1.25', 'gcr.io/distroless/static', `docker.io/library/node:22-alpine@sha256:${'0'.repeat(64)}`])(
    'are not said to be missing where nobody asked: %s',
    async (reference) => {
      const pull = images().pull(reference);
      await expect(pull).rejects.toThrow(NotRehearsed);
      await expect(pull).rejects.toThrow(
        `the image ${reference} is not rehearsed; there are stand-ins for python (3.x) and node of Docker Hub, by tag`,
      );
    },
  );

  it('are missing in the own registry as that registry says it', async () => {
    await expect(images().pull('own.example/project/web:one')).rejects.toThrow(PullError);
  });

  it('end the rehearsal when a kubelet wants them', async () => {
    const refused: NotRehearsed[] = [];
    const source = kubeletImages(images(), (error) => refused.push(error));
    await expect(source.pull('golang:1.25')).rejects.toThrow(PullError);
    await expect(source.pull('own.example/project/web:one')).rejects.toThrow(PullError);
    expect(refused.map(({ message }) => message.split(' is not')[0])).toEqual(['the image golang:1.25']);
  });
});
