import { posix } from 'node:path';
import { parseBaseReference } from '../../domain/base-reference.ts';
import { parseDigest } from '../../domain/digest.ts';
import { evidencePlace } from '../../domain/evidence/place.ts';
import { isRepository } from '../../domain/image.ts';
import { InvalidInput } from '../../domain/problem.ts';
import type { Builder } from '../../engine/image-tag/adoption.ts';
import { parseBuildArguments } from '../../engine/image-tag/build-arguments.ts';
import { parseBuildContexts } from '../../engine/image-tag/pinned-images.ts';
import { jobId, lines, repositoryName, workflowsAt } from '../_shell/input-kinds.ts';
import type { Invocation } from '../_shell/invocation.ts';
import { parseInputs } from '../_shell/parse-inputs.ts';
import type { imageTag } from './contract.ts';

/** @throws {InvalidInput} with every input that is wrong */
export function parseImageInputs({ inputs, github }: Pick<Invocation<typeof imageTag>, 'inputs' | 'github'>) {
  const { provenance, workflows, instructions, job, ...given } = parseInputs(inputs, {
    repository: (text) =>
      isRepository(text) ? text : refuse('wanted host and path, lower case, without tag: `host/project/image`.'),
    path: fromRoot,
    dockerfile: (text) => (text === '' ? undefined : fromRoot(text)),
    base: (text) => (text === '' ? undefined : parseBaseReference(text)),
    'build-args': parseBuildArguments,
    'build-contexts': parseBuildContexts,
    platforms: parsePlatforms,
    digest: (text) => (text === '' ? undefined : parseDigest(text)),
    provenance: (text) => (text === '' ? undefined : repositoryName(text)),
    workflows: workflowsAt,
    instructions: (text) => lines(text).map(fromRoot),
    job: (text) => (text === '' ? undefined : jobId(text)),
  });
  if (provenance === undefined) return { ...given, builder: undefined };
  if (job === undefined || workflows.length === 0 || instructions.length === 0)
    throw new InvalidInput('The inputs', [
      {
        field: 'provenance',
        value: provenance,
        message: 'Give "workflows", "instructions" and "job" with it: without them nothing can be proven.',
      },
    ]);
  const builder: Builder = {
    ...{ service: inputs.service, workflows, instructions, job },
    place: evidencePlace(provenance, given),
    run: { id: github.runId, attempt: github.runAttempt },
  };
  return { ...given, builder };
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
