import { parseBaseReference } from '../../domain/base-reference.ts';
import { isDigest } from '../../domain/digest.ts';
import { foreignImages } from '../../domain/dockerfile/foreign-images.ts';
import { type DigestReference, formatDigestReference, parseDigestReference } from '../../domain/image.ts';
import type { Registry } from '../registry.ts';

/** Images by the names that a Dockerfile calls them, and the bytes that these names stand for. */
export type PinnedImages = ReadonlyMap<string, DigestReference>;

/** Every image that a Dockerfile takes something from, by its digest: as it was looked at before, else as its registry says now. A
 *  name with a digest stands for itself, and is in the identity with the Dockerfile or the argument that says it.
 *  @throws a sentence for an image that is not there, or whose name is none */
export async function pinImages(
  registry: Pick<Registry, 'resolve'>,
  dockerfile: string,
  known: PinnedImages,
  build: { readonly buildArguments: Readonly<Record<string, string>>; readonly platforms: readonly string[] },
): Promise<PinnedImages> {
  const names = foreignImages(dockerfile, build.buildArguments, build.platforms).filter((name) => !name.includes('@'));
  const pinned = names.map(async (name) => [name, known.get(familiar(name)) ?? (await pin(registry, name))] as const);
  return new Map(await Promise.all(pinned));
}

async function pin(registry: Pick<Registry, 'resolve'>, name: string): Promise<DigestReference> {
  // Docker takes a name without a tag for the latest.
  const { repository, reference } = parseBaseReference(/:[^/]*$/.test(name) ? name : `${name}:latest`);
  const digest = isDigest(reference) ? reference : await registry.resolve(repository, reference);
  if (digest === undefined)
    throw new Error(`The Dockerfile takes ${name}, which is not in its registry. Correct the name, or push it first.`);
  return { repository, digest };
}

const SCHEME = 'docker-image://';

/** As docker's builder takes them, one a line: it uses the bytes wherever the Dockerfile says the name.
 *  @see https://docs.docker.com/reference/cli/docker/buildx/build/#build-context */
export const formatBuildContexts = (images: PinnedImages): string =>
  [...images].map(([name, image]) => `${familiar(name)}=${SCHEME}${formatDigestReference(image)}`).join('\n');

/** The builder looks for a context by the short name of an image. */
const familiar = (name: string): string =>
  name.replace(/^(index\.)?docker\.io\/(library\/)?/, '').replace(/:latest$/, '');

/** Reads such lines. @throws a sentence for a line of another form */
export function parseBuildContexts(text: string): PinnedImages {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  return new Map(
    lines.map((line) => {
      const [, name = '', reference = ''] = /^\s*([^\s=]+)=docker-image:\/\/(\S+)\s*$/.exec(line) ?? [];
      if (name === '') throw new Error(`"${line}" pins no image: wanted "name=${SCHEME}host/path@sha256:<64 hex>".`);
      return [name, parseDigestReference(reference)] as const;
    }),
  );
}
