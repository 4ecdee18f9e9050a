import { describe, expect, it } from '@jest/globals';
import { digestOf } from '../../domain/digest.ts';
import { releaseArtifact } from '../../domain/release.ts';
import { parseTag } from '../../domain/tag.ts';
import type { Registry } from '../../engine/registry.ts';

const artifact = (repository: string, text: string) =>
  releaseArtifact({
    service: 'api',
    image: { repository, digest: digestOf('image') },
    manifests: { dev: text, staging: text, production: `${text}한글\n` },
  });

/** What every `Registry` keeps to. `open` gives an empty one, and a repository that may be written. */
export function registryContract(
  name: string,
  open: () => { readonly registry: Registry; readonly repository: string },
): void {
  describe(`${name}, as a registry`, () => {
    it('knows nothing before it is told', async () => {
      const { registry, repository } = open();
      expect(await registry.resolve(repository, parseTag('absent'))).toBeUndefined();
      expect(await registry.resolve(repository, digestOf('absent'))).toBeUndefined();
      await expect(registry.manifest({ repository, digest: digestOf('absent') })).rejects.toThrow(
        /not in the registry/,
      );
      await expect(registry.blob({ repository, digest: digestOf('absent') })).rejects.toThrow(/not in the registry/);
    });

    it('gives back what was pushed, byte for byte', async () => {
      const { registry, repository } = open();
      const { manifest, mediaType, blobs } = artifact(repository, 'a: 1\n');
      await registry.push(repository, artifact(repository, 'a: 1\n'));
      expect(await registry.resolve(repository, manifest.digest)).toBe(manifest.digest);
      const read = await registry.manifest({ repository, digest: manifest.digest });
      expect(read.mediaType).toBe(mediaType);
      expect(Buffer.from(read.bytes).equals(manifest.bytes)).toBe(true);
      for (const { digest, bytes } of blobs) {
        expect(Buffer.from(await registry.blob({ repository, digest })).equals(bytes)).toBe(true);
      }
    });

    it('takes the same push again', async () => {
      const { registry, repository } = open();
      await registry.push(repository, artifact(repository, 'b: 1\n'));
      await registry.push(repository, artifact(repository, 'b: 1\n'));
    });

    it('writes a tag once: the first digest stays, and is what later writers are told', async () => {
      const { registry, repository } = open();
      const [first, second] = [artifact(repository, 'c: 1\n'), artifact(repository, 'c: 2\n')];
      await registry.push(repository, first);
      await registry.push(repository, second);
      const tag = parseTag('once');
      const references = [first, second].map(({ manifest }) => ({ repository, digest: manifest.digest }));
      for (const reference of [...references, ...references]) {
        expect(await registry.tag(reference, tag)).toBe(first.manifest.digest);
      }
      expect(await registry.resolve(repository, tag)).toBe(first.manifest.digest);
    });

    it('tags nothing that is not there', async () => {
      const { registry, repository } = open();
      await expect(registry.tag({ repository, digest: digestOf('absent') }, parseTag('t'))).rejects.toThrow();
      expect(await registry.resolve(repository, parseTag('t'))).toBeUndefined();
    });
  });
}
