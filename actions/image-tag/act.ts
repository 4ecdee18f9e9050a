import { posix } from 'node:path';
import { commitOfEvent } from '../../adapters/github/event.ts';
import { formatDigestReference } from '../../domain/image.ts';
import { markdown } from '../../domain/markdown.ts';
import { formatBuildArguments } from '../../engine/image-tag/build-arguments.ts';
import { nameImage } from '../../engine/image-tag/name-image.ts';
import { formatBuildContexts } from '../../engine/image-tag/pinned-images.ts';
import type { Ending, Invocation } from '../_shell/invocation.ts';
import type { imageTag } from './contract.ts';
import { parseImageInputs } from './inputs.ts';
import { world } from './world.ts';

/** Looks for the image of this commit, or tags the one that was just built. */
export async function act(invocation: Invocation<typeof imageTag>): Promise<Ending> {
  const { inputs, github, log, output, summary } = invocation;
  const given = parseImageInputs(invocation);
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
    world(invocation, given.builder),
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
  for (const { code, sentence } of named.passedOver) log.info(`Passed over: ${sentence} (${code})`);
  log.info(named.sentence);
  summary(markdown`**${inputs.service}**: ${named.sentence}`);
  return { ok: true };
}
