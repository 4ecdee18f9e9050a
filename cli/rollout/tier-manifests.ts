import { tmpdir } from 'node:os';
import { KustomizeRenderer } from '../../adapters/kustomize/kustomize-renderer.ts';
import type { Delivery } from '../../domain/delivery.ts';
import { type DigestReference, parseDigestReference } from '../../domain/image.ts';
import { manifestSourceOf, overlaysOf } from '../../domain/manifests/manifest-sources.ts';
import { manifestsFolder } from '../../domain/manifests-folder.ts';
import type { Service } from '../../domain/service.ts';
import type { Tier } from '../../domain/tier.ts';
import { withImageDigest } from '../../engine/release/image-digest.ts';
import type { NamedImage } from '../../engine/release/renderer.ts';
import type { KubernetesObject } from '../../engine/rollout/cluster.ts';
import { writtenObjects } from '../../engine/rollout/manifests/written-objects.ts';
import { imagesOf } from '../../engine/rollout/workload.ts';
import { kustomizeTree } from '../../manifests-src/kustomize-tree.ts';
import { buildKustomization } from '../../manifests-src/render/build.ts';

/** Where a service of a delivery goes. */
interface Place {
  readonly delivery: Delivery;
  /** Of the repository. */
  readonly root: string;
  readonly service: Service;
  readonly tier: Tier;
}

/** What a release of the repository as it stands would have for a tier. A tree that is generated is made afresh, so that one that is stale does
 *  not mislead; kustomizations of somebody else are rendered by kubectl, as the release does it. @throws what kubectl says */
export async function tierManifests({ delivery, root, service, tier }: Place, image: DigestReference): Promise<string> {
  const named: NamedImage = { name: service.image, reference: image };
  const overlay = overlaysOf(delivery).replaceAll('{tier}', tier.name).replaceAll('{service}', service.name);
  const rendered = manifestSourceOf(delivery.manifests).generates.includes('overlays')
    ? built(delivery, overlay, named)
    : writtenObjects(
        await new KustomizeRenderer({ workspace: root, temporary: tmpdir() }).render(overlay, named),
      ).objects.map(({ object }) => object);
  return rendered.map((object) => JSON.stringify(withImageDigest(object))).join('\n---\n');
}

/** As kustomize puts an image in place: by one more kustomization around the overlay. */
function built(delivery: Delivery, overlay: string, { name, reference }: NamedImage): readonly unknown[] {
  const files = new Map(kustomizeTree(delivery).map(({ path, content }) => [path, content]));
  const images = [{ name, newName: reference.repository, digest: reference.digest }];
  files.set('around/kustomization.yaml', JSON.stringify({ resources: [`../${overlay}`], images }));
  return buildKustomization('around', (path) => files.get(path));
}

/** What an administrator applies once for a tier. */
export function tierBootstrapObjects(
  delivery: Delivery,
  { name }: Tier,
): { readonly file: string; readonly objects: readonly KubernetesObject[] } {
  const file = `${manifestsFolder(delivery)}/bootstrap/${name}.yaml`;
  const text = kustomizeTree(delivery).find(({ path }) => path === file)?.content ?? '';
  return { file, objects: writtenObjects(text).objects.map(({ object }) => object) };
}

/** Bytes that no registry has: what the image will be, only its build says. */
const NOT_BUILT = `sha256:${'0'.repeat(64)}`;

/** The image of a service that runs, so that nothing differs which only a build decides; one that there is not where none runs. */
export function runningImage({ image }: Service, live: KubernetesObject | undefined): DigestReference {
  const [running] = (live === undefined ? [] : imagesOf(live)).flatMap((each) => referenceOrNone(each.image) ?? []);
  return running ?? parseDigestReference(`registry.invalid/${image}@${NOT_BUILT}`);
}

function referenceOrNone(text: string): DigestReference | undefined {
  try {
    return parseDigestReference(text);
  } catch {
    return undefined;
  }
}
