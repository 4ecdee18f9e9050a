import { overlaysOf as saidOverlays } from '../../../domain/manifests/manifest-sources.ts';
import { manifestsFolder } from '../../../domain/manifests-folder.ts';
import type { Service } from '../../../domain/service.ts';
import type { StepStatement } from '../../story/statement.ts';
import type { StoryDelivery } from '../../story/story.ts';
import type { Built } from './built.ts';
import {
  actionOf,
  buildersOf,
  byDigest,
  folderOf,
  imageOf,
  literally,
  ownFolder,
  pinsOf,
  provenanceOf,
  workflowPath,
} from './places.ts';
import { CHECKOUT, login, registry, withoutFile } from './steps.ts';

/** Where what Sluice generates lies; of others the delivery itself says it. */
const overlaysOf = (of: StoryDelivery): string =>
  of.manifests.kind === 'kustomize-tree' ? `${manifestsFolder(of)}/overlays/{tier}/{service}` : saidOverlays(of);

/** Looks for the image of this content; what is not there yet is built, pushed by digest and tagged. Then the release is formed. */
export function buildSteps(
  of: StoryDelivery,
  service: Service,
  { trust, isNew, pins }: Built,
): readonly StepStatement[] {
  const repository = imageOf(of, service, trust);
  const context = folderOf(of, service.context ?? service.path);
  const file = folderOf(of, service.dockerfile ?? `${service.path}/Dockerfile`);
  const pinned = pins ?? pinsOf(of, service);
  const name = {
    ...{ service: service.name, repository, path: context, platforms: 'linux/amd64' },
    ...(file === folderOf({ root: context }, 'Dockerfile') ? {} : { dockerfile: file }),
    // Only runs of protected branches count, by these very instructions.
    provenance: provenanceOf(of, trust),
    workflows: buildersOf(of),
    instructions: [workflowPath(of, 'deploy'), workflowPath(of, 'build'), ...ownFolder(of)].join('\n'),
    job: /^\d+$/,
  };
  const made: readonly StepStatement[] = [
    { run: 'docker/setup-buildx-action' },
    {
      run: 'docker/build-push-action',
      with: {
        context,
        file,
        platforms: 'linux/amd64',
        'build-args': service.base === undefined ? '' : /@sha256:/,
        'build-contexts': pinned,
        outputs: new RegExp(`name=${literally(repository)},push-by-digest=true,name-canonical=true,push=true`),
        provenance: 'mode=max',
      },
    },
    {
      run: actionOf(of, 'image-tag'),
      with: {
        ...name,
        ...(service.base === undefined ? {} : { base: byDigest(service.base.replace(/:[^/]*$/, '')) }),
        'build-contexts': pinned,
        digest: /^sha256:/,
      },
    },
  ];
  return [
    CHECKOUT,
    withoutFile(login(of, `build-${trust}`)),
    registry(of),
    {
      run: actionOf(of, 'image-tag'),
      with: { ...name, ...(service.base === undefined ? {} : { base: service.base }) },
    },
    ...(isNew.includes(service.name) ? made : []),
    {
      run: actionOf(of, 'release'),
      with: {
        service: service.name,
        repository,
        image: byDigest(repository),
        'image-name': service.image,
        // No other tier takes from that repository.
        tiers: of.tiers.flatMap((tier) => (tier.trust === trust ? [tier.name] : [])).join(' '),
        overlays: overlaysOf(of),
      },
    },
  ];
}
