import { formatDigestReference } from '../../../domain/image.ts';
import { parseImageName } from '../../../domain/image-name.ts';
import type { Problem } from '../../../domain/problem.ts';
import { isRecord } from '../../../domain/shape/shape.ts';
import type { KubernetesObject } from '../cluster.ts';
import { type Adapted, kept } from './adapted.ts';
import { withItems, withPodSpec } from './pod-spec.ts';
import type { ResolvedImage } from './reading.ts';

/** Changes every image that the pods of an object are made of: of containers, and of volumes.
 *  @see https://kubernetes.io/docs/concepts/storage/volumes/#image */
function withImages(object: KubernetesObject, change: (image: string, path: string) => string): KubernetesObject {
  return withPodSpec(object, (spec, path) => {
    const ofContainers = ['initContainers', 'containers'].reduce(
      (now, list) =>
        withItems(now, list, ({ image, ...container }, index) => ({
          ...container,
          image: change(typeof image === 'string' ? image : '', `${path}.${list}[${index}].image`),
        })),
      spec,
    );
    return withItems(ofContainers, 'volumes', (volume, index) => {
      const { image } = volume;
      if (!isRecord(image) || typeof image['reference'] !== 'string') return volume;
      const reference = change(image['reference'], `${path}.volumes[${index}].image.reference`);
      return { ...volume, image: { ...image, reference } };
    });
  });
}

/** The images that an object names by tag, or by nothing. */
export function tagsOf(object: KubernetesObject): readonly string[] {
  const tags: string[] = [];
  withImages(object, (image) => {
    const name = parseImageName(image);
    if (name !== undefined && name.digest === undefined) tags.push(image);
    return image;
  });
  return tags;
}

/** Writes bytes in place of names. A tag beside a digest says nothing and goes; a tag alone is what the registry says of it.
 *  @param images `undefined`: no registry is asked, and a tag is refused */
export function namedByDigest(
  object: KubernetesObject,
  field: string,
  images: ReadonlyMap<string, ResolvedImage> | undefined,
): Adapted {
  const problems: Problem[] = [];
  const changed = withImages(object, (image, path) => {
    const name = parseImageName(image);
    const problem = (message: string) => problems.push({ field: `${field}.${path}`, value: image, message });
    if (name === undefined)
      problem(
        image.includes('$')
          ? 'This is no name of an image. Fill in its variables first: envsubst < FILE | sluice rollout apply -f -'
          : 'This is no name of an image: wanted "host/path:tag" or "host/path@sha256:<64 hex>".',
      );
    else if (name.digest !== undefined) return formatDigestReference({ ...name, digest: name.digest });
    else if (images === undefined)
      problem(
        `A tag can be moved, and images have to be named by digest here: wanted "${name.repository}@sha256:<64 hex>".`,
      );
    else {
      const resolved = images.get(image);
      if (resolved?.kind === 'resolved') return formatDigestReference(resolved.reference);
      problem(resolved?.sentence ?? 'Nobody asked its registry which bytes it names.');
    }
    return image;
  });
  return { ...kept(changed), problems };
}
