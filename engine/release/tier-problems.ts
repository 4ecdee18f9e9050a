import { formatDigestReference } from '../../domain/image.ts';
import { isRecord } from '../../domain/shape/shape.ts';
import { isKeptBySluice } from '../kept-objects.ts';
import { CLUSTER_SCOPED } from './cluster-scoped.ts';
import { containerImages } from './container-images.ts';
import { describeManifest, type Manifest } from './manifest.ts';
import type { NamedImage } from './renderer.ts';

/** What keeps the manifests of a tier out of a release; sentences, empty when nothing does. */
export function tierProblems(manifests: readonly Manifest[], image: NamedImage): readonly string[] {
  const names = manifests.map((manifest) => `${describeManifest(manifest)} (${manifest.apiVersion})`);
  return [
    ...manifests.flatMap((manifest) => {
      if (CLUSTER_SCOPED.has(manifest.kind)) {
        return `${describeManifest(manifest)} belongs to the cluster, not to a namespace. Move it to what an administrator applies.`;
      }
      if (isKeptBySluice(manifest.kind, manifest.name)) {
        return `${describeManifest(manifest)} is what Sluice keeps itself of what was good and proven. Use another name.`;
      }
      if (manifest.kind === 'Secret' && holdsValues(manifest.content)) {
        return `${describeManifest(manifest)} has values, and everybody reads a release who may pull it. Have the Secret made in the cluster, by an administrator or from a store of secrets, and name it alone.`;
      }
      return manifest.kind.endsWith('List')
        ? `${describeManifest(manifest)} is a list. Write its items one by one.`
        : [];
    }),
    ...manifests.flatMap((manifest) =>
      containerImages(manifest.content)
        .filter((used) => !/@sha256:[0-9a-f]{64}$/.test(used))
        .map(
          (used) =>
            `${describeManifest(manifest)} runs "${used}", which is a name that can be moved. Use "${image.name}", or name it by digest.`,
        ),
    ),
    ...names
      .filter((name, index) => names.indexOf(name) !== index)
      .map((name) => `${name} is there more than once. Keep one of them.`),
    ...unused(manifests, image),
  ];
}

/** A Secret that others fill may be named, as long as there is nothing in it. */
const holdsValues = (secret: unknown): boolean =>
  isRecord(secret) &&
  [secret['data'], secret['stringData']].some((values) => isRecord(values) && Object.keys(values).length > 0);

function unused(manifests: readonly Manifest[], { name, reference }: NamedImage): readonly string[] {
  const wanted = formatDigestReference(reference);
  return manifests.some(({ content }) => containerImages(content).includes(wanted))
    ? []
    : [
        `No container runs the image "${name}", so the release would deploy something else. Use that name in the manifests.`,
      ];
}
