import type { DigestReference } from '../../domain/image.ts';
import { InvalidInput, type Problem } from '../../domain/problem.ts';
import { Refusal } from '../../domain/refusal.ts';
import { releaseArtifact } from '../../domain/release.ts';
import { parseTag } from '../../domain/tag.ts';
import type { Registry } from '../registry.ts';
import { canonicalYaml } from './canonical-yaml.ts';
import { withImageDigest } from './image-digest.ts';
import { parseManifests } from './manifest.ts';
import type { NamedImage, Renderer } from './renderer.ts';
import { tierProblems } from './tier-problems.ts';

export interface ReleaseRequest {
  readonly service: string;
  readonly image: NamedImage;
  /** Kustomize directory of each tier. */
  readonly overlays: Readonly<Record<string, string>>;
}

/** Renders every tier and stores the release beside its image. From then on nothing is rendered again: what was verified in one
 *  tier is what the next one gets. The same content gives the same digest and writes nothing.
 *  @throws InvalidInput with everything that keeps the manifests out of a release */
export async function formRelease(
  { service, image, overlays }: ReleaseRequest,
  { registry, renderer }: { readonly registry: Registry; readonly renderer: Renderer },
): Promise<DigestReference> {
  const problems: Problem[] = [];
  const manifests: Record<string, string> = {};
  const rendering = Object.entries(overlays).map(async ([tier, overlay]) => {
    try {
      return { tier, overlay, rendered: parseManifests(await renderer.render(overlay, image)) };
    } catch (error) {
      problems.push({ field: tier, value: overlay, message: (error as Error).message });
      return { tier, overlay, rendered: undefined };
    }
  });
  for (const { tier, overlay, rendered } of await Promise.all(rendering)) {
    if (rendered === undefined) continue;
    problems.push(...tierProblems(rendered, image).map((message) => ({ field: tier, value: overlay, message })));
    manifests[tier] = canonicalYaml(
      rendered.map((manifest) => ({ ...manifest, content: withImageDigest(manifest.content) })),
    );
  }
  if (problems.length > 0) throw new InvalidInput(`The manifests of ${service}`, problems);
  const artifact = releaseArtifact({ service, image: image.reference, manifests });
  const reference = { repository: image.reference.repository, digest: artifact.manifest.digest };
  await anchored(reference, () => registry.push(reference.repository, artifact), registry);
  return reference;
}

/** Registries delete what no tag names; this one says nothing but the digest. It is looked at before anything is pushed.
 *  @throws Refusal where it names something else: then somebody else wrote it */
async function anchored(reference: DigestReference, push: () => Promise<void>, registry: Registry): Promise<void> {
  const { repository, digest } = reference;
  const tag = parseTag(`release-${digest.slice('sha256:'.length)}`);
  const before = await registry.resolve(repository, tag);
  if (before === undefined) await push();
  const now = before ?? (await registry.tag(reference, tag));
  if (now !== digest)
    throw new Refusal(
      'tag-taken',
      `${repository}:${tag} names ${now}, and only ${digest} may be called so. Find out who wrote it, and delete it.`,
    );
}
