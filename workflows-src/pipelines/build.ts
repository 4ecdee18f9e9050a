import { imageTag } from '../../actions/image-tag/contract.ts';
import { release } from '../../actions/release/contract.ts';
import { innerPath } from '../../domain/inner-path.ts';
import { overlaysOf } from '../../domain/manifests/manifest-sources.ts';
import { formStep } from '../../domain/provenance/form-step.ts';
import { TAG_STEP } from '../../domain/provenance/judge-provenance.ts';
import { registryRepository } from '../../domain/registry.ts';
import { contextOf, dockerfileOf, type Service } from '../../domain/service.ts';
import type { Tier } from '../../domain/tier.ts';
import { checksOf, type TierChecks } from '../../domain/tier-checks.ts';
import { action } from '../language/action-step.ts';
import { inputs } from '../language/input.ts';
import { type JobCondition, type JobOutput, job, type StepsJob } from '../language/job.ts';
import { differs, equals, orElse } from '../language/operator.ts';
import { text } from '../language/template.ts';
import { type CalledWorkflow, calledWorkflow } from '../language/workflow.ts';
import { checkout, cloudLogin } from './cloud-steps.ts';
import { imageRepository } from './expected-inputs.ts';
import { folder, type Material, named } from './material.ts';
import { provenanceInputs } from './provenance-inputs.ts';
import { releaseName } from './release-name.ts';

const PLATFORMS = 'linux/amd64';

const buildInputs = inputs({
  repository: { type: 'string', required: true, description: 'Repository of the registry that the images go to.' },
  identity: { type: 'string', required: true, description: 'Identity that may write there, as the setup names it.' },
  tiers: { type: 'string', required: true, description: 'Tiers that take releases from there, separated by spaces.' },
  provenance: {
    type: 'string',
    required: true,
    description: 'Repository of the registry where builds are proven; empty where whoever builds proves nothing.',
  },
});

/** The build as other workflows call it. */
export type BuildWorkflow = CalledWorkflow<typeof buildInputs.definitions>;

/** Finds or builds the image of every service, and forms its release for the tiers that can ever run it. */
export function build(material: Material): BuildWorkflow {
  const built = material.lot.services.map((service) => ({ service, job: buildJob(material, service) }));
  const checks = material.delivery.tiers.flatMap((tier) => {
    const inside = checksOf(tier);
    return inside === undefined ? [] : [checksBuild(material, tier, inside)];
  });
  const outputs = built.map(({ service, job }): [string, { description: string; value: JobOutput }] => [
    releaseName(service),
    { description: `Release of ${service.name}, as rollout takes it.`, value: job.outputs.release },
  ]);
  return calledWorkflow({
    ...named(material, 'build', 'Build'),
    source: 'workflows-src/pipelines/build.ts > build',
    on: {},
    call: { inputs: buildInputs, secrets: {}, outputs: Object.fromEntries(outputs) },
    jobs: [...built.map(({ job }) => job), ...checks],
  });
}

/** The checks of one tier, which only builds of that tier's trust make. Who runs them finds their release by the commit. */
const checksBuild = (material: Material, tier: Tier, checks: TierChecks): StepsJob => {
  const { registry } = material.delivery;
  const unshared = { dockerfile: undefined, context: undefined, base: undefined };
  const only = {
    tiers: tier.name,
    if: equals(buildInputs.values.repository, registryRepository(registry, tier.trust)),
  };
  return buildJob(material, { ...checks, ...unshared }, only);
};

/** What a build has to know of what it builds. */
type Buildable = Pick<Service, 'name' | 'image' | 'path' | 'dockerfile' | 'context' | 'base'>;

/** One service. An image of the same identity is never built twice; the release is formed either way, for manifests change too.
 *  @param only where it is for some tiers alone */
export function buildJob(
  material: Material,
  service: Buildable,
  only?: { readonly tiers: string; readonly if: JobCondition },
) {
  const { delivery, own } = material;
  const context = folder(delivery, contextOf(service));
  const file = folder(delivery, dockerfileOf(service));
  const repository = imageRepository(delivery.registry, service, buildInputs.values.repository);
  const identity = {
    ...{ service: service.name, repository, path: context },
    ...(file === innerPath(context, 'Dockerfile') ? {} : { dockerfile: file }),
    ...(service.base === undefined ? {} : { base: service.base }),
    ...{ platforms: PLATFORMS, ...provenanceInputs(material, buildInputs.values.provenance) },
  };
  const look = own(imageTag, { name: 'Look for the image', with: identity });
  const missing = differs(look.outputs.exists, 'true');
  const image = action('docker/build-push-action', {
    name: 'Build and push the image by digest',
    if: missing,
    with: {
      context,
      file,
      platforms: PLATFORMS,
      'build-args': look.outputs['build-args'],
      'build-contexts': look.outputs['build-contexts'],
      // Tags come after, written once; until then nobody can find a half-pushed image by a name.
      outputs: text`type=image,name=${repository},push-by-digest=true,name-canonical=true,push=true`,
      provenance: 'mode=max',
    },
  });
  const tag = own(imageTag, {
    name: TAG_STEP,
    if: missing,
    // The base that was built on, not whatever its tag names by now: the identity must be that of the image.
    with: {
      ...identity,
      ...(service.base === undefined ? {} : { base: look.outputs.base }),
      'build-contexts': look.outputs['build-contexts'],
      digest: image.outputs.digest,
    },
  });
  const formed = own(release, {
    name: formStep(service.name),
    with: {
      service: service.name,
      repository,
      image: orElse(tag.outputs.ref, look.outputs.ref),
      'image-name': service.image,
      tiers: only?.tiers ?? buildInputs.values.tiers,
      overlays: overlaysOf(delivery),
    },
  });
  return job({
    id: service.name,
    name: `Build ${service.name}`,
    source: 'workflows-src/pipelines/build.ts > buildJob',
    runsOn: 'ubuntu-24.04',
    timeoutMinutes: 30,
    ...(only === undefined ? {} : { if: only.if }),
    outputs: { release: formed.outputs.release },
    steps: [
      checkout(),
      ...cloudLogin(delivery, buildInputs.values.identity, false),
      look,
      action('docker/setup-buildx-action', { name: 'Set up the builder', if: missing, with: {} }),
      image,
      tag,
      formed,
    ],
  });
}
