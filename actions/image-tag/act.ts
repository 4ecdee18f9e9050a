import { posix } from 'node:path';
import { GitSource } from '../../adapters/git/git-source.ts';
import { commitOfEvent } from '../../adapters/github/event.ts';
import { OciRegistry } from '../../adapters/registry/oci-registry.ts';
import { parseBaseReference } from '../../domain/base-reference.ts';
import { parseDigest } from '../../domain/digest.ts';
import { formatDigestReference, isRepository } from '../../domain/image.ts';
import { markdown } from '../../domain/markdown.ts';
import { formatBuildArguments, parseBuildArguments } from '../../engine/image-tag/build-arguments.ts';
import { nameImage } from '../../engine/image-tag/name-image.ts';
import { formatBuildContexts, parseBuildContexts } from '../../engine/image-tag/pinned-images.ts';
import type { Ending, Invocation } from '../_shell/invocation.ts';
import { parseInputs } from '../_shell/parse-inputs.ts';
import type { imageTag } from './contract.ts';

/** Looks for the image of this commit, or tags the one that was just built. */
export async function act({ inputs, github, log, output, summary }: Invocation<typeof imageTag>): Promise<Ending> {
  const given = parseInputs(inputs, {
    repository: (text) =>
      isRepository(text) ? text : refuse('wanted host and path, lower case, without tag: `host/project/image`.'),
    path: fromRoot,
    dockerfile: (text) => (text === '' ? undefined : fromRoot(text)),
    base: (text) => (text === '' ? undefined : parseBaseReference(text)),
    'build-args': parseBuildArguments,
    'build-contexts': parseBuildContexts,
    platforms: parsePlatforms,
    digest: (text) => (text === '' ? undefined : parseDigest(text)),
  });
  const commit = commitOfEvent(github.eventName, github.event, github.commit);
  const named = await nameImage(
    {
      repository: given.repository,
      commit,
      folder: given.path,
      dockerfile: given.dockerfile ?? posix.join(given.path, 'Dockerfile'),
      base: given.base,
      buildArguments: given['build-args'],
      platforms: given.platforms,
      images: given['build-contexts'],
      built: given.digest,
    },
    { registry: new OciRegistry(), source: new GitSource(github.workspace) },
  );
  output('tag', named.tag);
  output('content-tag', named.contentTag);
  output('exists', String(named.image !== undefined));
  output('digest', named.image?.digest ?? '');
  output('ref', named.image === undefined ? '' : formatDigestReference(named.image));
  output('build-args', formatBuildArguments(named.buildArguments));
  output('build-contexts', formatBuildContexts(named.images));
  output('base', named.base === undefined ? '' : formatDigestReference(named.base));
  output('commit', commit);
  log.info(named.sentence);
  summary(markdown`**${inputs.service}**: ${named.sentence}`);
  return { ok: true };
}

/** A path from the root of the repository; `''` is the root itself. */
function fromRoot(text: string): string {
  const path = posix.normalize(text).replace(/\/$/, '');
  if (posix.isAbsolute(path) || path === '..' || path.startsWith('../')) {
    refuse('wanted a path from the root of the repository.');
  }
  return path === '.' ? '' : path;
}

/** @see https://github.com/opencontainers/image-spec/blob/v1.1.1/image-index.md#platform-variants */
function parsePlatforms(text: string): readonly string[] {
  const platforms = text.split(',').map((platform) => platform.trim());
  const wrong = platforms.find((platform) => !/^[a-z0-9]+\/[a-z0-9]+(\/[a-z0-9.]+)?$/.test(platform));
  return wrong === undefined ? platforms : refuse(`"${wrong}" is no platform: wanted "os/architecture".`);
}

const refuse = (message: string): never => {
  throw new Error(message);
};
