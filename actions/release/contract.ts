import { actionContract } from '../../domain/action-contract.ts';

export const release = actionContract({
  name: 'release',
  title: 'Sluice release',
  description:
    'Renders the manifests of every tier once and stores them with the image digest as one release beside the image.',
  inputs: {
    service: { description: 'Name of the service.', required: true },
    repository: {
      description:
        'Where the image of the service must lie, `host/path` without tag or digest; the release is put beside it. An image from anywhere else is refused before the first write.',
      required: true,
    },
    image: { description: 'The image, `repository@sha256:…`.', required: true },
    'image-name': { description: 'The name that the manifests use for this image.', required: true },
    tiers: { description: 'Names of the tiers, separated by spaces or lines.', required: true },
    overlays: {
      description:
        'Kustomize directory of a tier, with `{tier}` and `{service}` in it: `k8s/overlays/{tier}/{service}`.',
      required: true,
    },
  },
  outputs: {
    digest: { description: 'Digest of the release.' },
    release: { description: '`repository@digest` of the release, as `rollout` takes it.' },
  },
  permissions: [{ scope: 'contents', level: 'read', why: 'reads the manifests' }],
});
