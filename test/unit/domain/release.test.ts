import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { digestOf, parseDigest } from '../../../domain/digest.ts';
import { parseDigestReference } from '../../../domain/image.ts';
import { imageIdentity } from '../../../domain/image-identity.ts';
import { releaseArtifact } from '../../../domain/release.ts';

const image = { repository: 'europe-docker.pkg.dev/project/services/api', digest: digestOf('image') };

describe('a release', () => {
  it('has one digest for one content, in whatever order its tiers are named', () => {
    const one = releaseArtifact({ service: 'api', image, manifests: { dev: 'a', staging: 'b' } });
    const other = releaseArtifact({ service: 'api', image, manifests: { staging: 'b', dev: 'a' } });
    expect(one.manifest.digest).toBe(other.manifest.digest);
  });

  it('keeps the digest that registries hold already', () => {
    expect(releaseArtifact({ service: 'api', image, manifests: { dev: 'a\n' } }).manifest.digest).toMatchInlineSnapshot(
      `"sha256:fba3cf4765c8d128f5dec306d00881e674917d72102e7b3209768248b1e44127"`,
    );
  });

  it('changes its digest with the image and with every byte of every tier', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const digest = (text: string) =>
          releaseArtifact({ service: 'api', image, manifests: { dev: text } }).manifest.digest;
        expect(digest(a) === digest(b)).toBe(a === b);
      }),
    );
    const renewed = { ...image, digest: digestOf('another image') };
    expect(releaseArtifact({ service: 'api', image: renewed, manifests: {} }).manifest.digest).not.toBe(
      releaseArtifact({ service: 'api', image, manifests: {} }).manifest.digest,
    );
  });
});

describe('an image identity', () => {
  const ingredients = {
    tree: 't',
    dockerfile: 'd',
    buildArguments: { A: '1', B: '2' },
    platforms: ['linux/amd64', 'linux/arm64'],
    base: digestOf('base'),
    ignored: 'i',
    attributes: { '.gitattributes': 'a' },
    images: { 'a:1': digestOf('a'), 'b:1': digestOf('b') },
  };

  it('does not depend on the order of arguments, images and platforms', () => {
    const order = {
      buildArguments: { B: '2', A: '1' },
      images: { 'b:1': digestOf('b'), 'a:1': digestOf('a') },
      platforms: ['linux/arm64', 'linux/amd64'],
    };
    expect(imageIdentity({ ...ingredients, ...order })).toBe(imageIdentity(ingredients));
  });

  it('changes with each of its ingredients', () => {
    const changes = [
      { tree: 'x' },
      { dockerfile: 'x' },
      { buildArguments: { A: '1' } },
      { platforms: ['linux/amd64'] },
      { base: digestOf('x') },
      { base: undefined },
      { ignored: 'x' },
      { ignored: undefined },
      { attributes: {} },
      { attributes: { 'a/.gitattributes': 'a' } },
      { images: { 'a:1': digestOf('b'), 'b:1': digestOf('b') } },
      { images: {} },
    ];
    const identities = [ingredients, ...changes.map((change) => ({ ...ingredients, ...change }))].map(imageIdentity);
    expect(new Set(identities).size).toBe(identities.length);
  });
});

describe('a reference', () => {
  it('by tag is refused, because a tag can be moved', () => {
    for (const text of [
      'host/app:1',
      'host/app',
      'host/app:1@sha256:12',
      `app@${digestOf('x')}`,
      `HOST/app@${digestOf('x')}`,
    ]) {
      expect(() => parseDigestReference(text)).toThrow(/does not name bytes/);
    }
  });

  it('by digest is taken apart and kept', () => {
    expect(parseDigestReference(`localhost:5000/a/b@${digestOf('x')}`)).toEqual({
      repository: 'localhost:5000/a/b',
      digest: digestOf('x'),
    });
    expect(() => parseDigest('sha256:XYZ')).toThrow(/not a digest/);
  });
});
