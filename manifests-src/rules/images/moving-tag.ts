import { imagesOf } from '../read/images.ts';
import { found, type Manifest, type ManifestRule } from '../tree.ts';

/** A tag can be moved, a digest cannot. */
export const movingTag: ManifestRule = {
  id: 'moving-tag',
  why: 'What a tag names today may be something else tomorrow: the pods of one Deployment differ then, and nobody proved what runs.',
  example: 'image: europe-docker.pkg.dev/project/services/api:latest',
  fix: 'Name the image by its digest: NAME@sha256:…',
  source: 'https://kubernetes.io/docs/concepts/containers/images/#image-names',
  judge: (tree) =>
    imagesOf(tree).flatMap(({ of, path, image }) =>
      tree.isProduction && !isPutInPlace(of, image) && !/@sha256:[0-9a-f]{64}$/.test(image)
        ? [found(of, path, `is "${image}", which ${hasTag(image) ? 'a tag' : 'no tag and no digest'} names`)]
        : [],
    ),
};

/** A release puts the digest where its own workloads have a bare name. */
const isPutInPlace = ({ metadata }: Manifest, image: string): boolean =>
  metadata.labels?.['app.kubernetes.io/managed-by'] === 'sluice' && !/[/:@]/.test(image);

const hasTag = (image: string): boolean => /:[^/]+$/.test(image);
