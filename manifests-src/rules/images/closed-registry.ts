import { imagesOf } from '../read/images.ts';
import { found, type ManifestRule } from '../tree.ts';

/** Google's first registry takes nothing any more. */
export const closedRegistry: ManifestRule = {
  id: 'closed-registry',
  why: 'Container Registry has taken no image since 2025-03-18; names of gcr.io are answered only where Artifact Registry was set up to.',
  example: 'image: gcr.io/project/api:1.0',
  fix: 'Push to Artifact Registry: LOCATION-docker.pkg.dev/PROJECT/REPOSITORY/NAME.',
  source: 'https://cloud.google.com/container-registry/docs/deprecations/container-registry-deprecation',
  judge: (tree) =>
    imagesOf(tree).flatMap(({ of, path, image }) =>
      /^(?:[a-z]+\.)?gcr\.io\//.test(image) && !PUBLISHED.test(image)
        ? [found(of, path, `is "${image}" of Container Registry, which takes no image any more`)]
        : [],
    ),
};

/** Projects of Kubernetes and Google that publish there by Artifact Registry. */
const PUBLISHED = /^gcr\.io\/(?:distroless|google-containers|cloudsql-docker|google\.com)\b/;
