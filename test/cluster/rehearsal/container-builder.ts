import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseDigest } from '../../../domain/digest.ts';
import type { ImageBuilder as RehearsalBuilder } from '../../../rehearsal/builder/image-builder.ts';
import type { ImageBuilder } from '../image-builder.ts';
import { pythonWheels } from '../images/python-wheels.ts';
import type { registryImages } from './registry-images.ts';

/** Lets a container engine build what a job asks for. The image lies in the repository `into` of the registry afterwards, from where
 *  it is handed on without its layers. Locked Python packages come from a folder, because builds have no network. */
export const containerBuilder = (
  builder: ImageBuilder,
  images: ReturnType<typeof registryImages>,
  into: string,
): RehearsalBuilder => ({
  async build({ context, dockerfile, name = dockerfile, buildArguments, labels = {}, provenance }) {
    if (Object.keys(labels).length > 0)
      throw new Error(`Labels of a build (${name}) are not rehearsed on a real cluster.`);
    const requirements = join(context, 'requirements.txt');
    const { digest } = await builder.build({
      context,
      dockerfile,
      buildArgs: buildArguments,
      repository: into,
      ...(existsSync(requirements) ? { wheels: await pythonWheels(requirements) } : {}),
    });
    const { mediaType, bytes } = await images.manifest(into, digest);
    return {
      images: [{ digest: parseDigest(digest), mediaType, manifest: bytes, blobs: [] }],
      notes: provenance ? [`${name}: the builder here writes no provenance`] : [],
    };
  },
});
