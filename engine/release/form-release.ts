import type { CommitSha } from '../../domain/commit.ts';
import type { Digest } from '../../domain/digest.ts';
import type { DigestReference } from '../../domain/image.ts';
import { InvalidInput, type Problem } from '../../domain/problem.ts';
import { Refusal } from '../../domain/refusal.ts';
import { releaseArtifact } from '../../domain/release.ts';
import { parseTag, releaseTag, type Tag } from '../../domain/tag.ts';
import type { Registry } from '../registry.ts';
import { canonicalYaml } from './canonical-yaml.ts';
import { withImageDigest } from './image-digest.ts';
import { parseManifests } from './manifest.ts';
import type { NamedImage, Renderer } from './renderer.ts';
import { tierProblems } from './tier-problems.ts';

export interface ReleaseRequest {
  readonly service: string;
  /** What the release is found by later. */
  readonly commit: CommitSha;
  readonly image: NamedImage;
  /** Kustomize directory of each tier. */
  readonly overlays: Readonly<Record<string, string>>;
}

/** Renders every tier and stores the release beside its image. From then on nothing is rendered again: what was verified in one
 *  tier is what the next one gets. The same content gives the same digest and writes nothing.
 *  @throws InvalidInput with everything that keeps the manifests out of a release */
export async function formRelease(
  { service, commit, image, overlays }: ReleaseRequest,
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
  await anchored(reference, releaseTag(service, commit), () => registry.push(reference.repository, artifact), registry);
  return reference;
}

/** Registries delete what no tag names; one tag says nothing but the digest. The other one is that of the commit, by which a promotion
 *  finds the release. Both are looked at before anything is pushed.
 *  @throws Refusal where one of them names something else: then somebody else wrote it */
async function anchored(
  reference: DigestReference,
  ofCommit: Tag,
  push: () => Promise<void>,
  registry: Registry,
): Promise<void> {
  const { repository, digest } = reference;
  const tags = [parseTag(`release-${digest.slice('sha256:'.length)}`), ofCommit];
  const before = await Promise.all(tags.map((tag) => registry.resolve(repository, tag)));
  for (const [index, tag] of tags.entries()) onlyFor(digest, before[index], `${repository}:${tag}`);
  if (before[0] === undefined) await push();
  for (const [index, tag] of tags.entries())
    if (before[index] === undefined) onlyFor(digest, await registry.tag(reference, tag), `${repository}:${tag}`);
}

function onlyFor(digest: Digest, now: Digest | undefined, tag: string): void {
  if (now !== undefined && now !== digest)
    throw new Refusal(
      'tag-taken',
      `${tag} names ${now}, and only ${digest} may be called so. Find out who wrote it, and delete it.`,
    );
}
