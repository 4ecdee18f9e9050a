import type { Problem } from './problem.ts';
import { DRILL_ENVIRONMENT } from './restore-drill/drilled.ts';
import type { Tier } from './tier.ts';
import { type Variable, variableProblems } from './variable.ts';

/** Google Artifact Registry: images at `<location>-docker.pkg.dev/<project>/<repository>/<image>`. */
export interface ArtifactRegistry {
  readonly kind: 'artifact-registry';
  readonly project: Variable;
  readonly location: string;
  /** Written only by builds of protected branches. */
  readonly repository: string;
  /** Where builds of branches that anybody can push go. */
  readonly unprotected: string;
}

export const artifactRegistry = (registry: Omit<ArtifactRegistry, 'kind'>): ArtifactRegistry => ({
  kind: 'artifact-registry',
  ...registry,
});

export const registryHost = ({ location }: ArtifactRegistry): string => `${location}-docker.pkg.dev`;

/** Where a tier says what it has proven: apart from images and releases, because another identity writes there. */
export const evidenceRepository = (tier: string): string => `evidence-${tier}`;

/** Where builders of protected branches say what they have built, and from what. */
export const PROVENANCE_REPOSITORY = 'provenance';

/** Where images lie that were built from a branch of this trust. */
export const registryRepository = (
  { repository, unprotected }: ArtifactRegistry,
  trust: 'protected' | 'unprotected',
): string => (trust === 'protected' ? repository : unprotected);

/** @see https://docs.cloud.google.com/artifact-registry/docs/reference/rest/v1/projects.locations.repositories/create */
const REPOSITORY = /^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const LOCATION = /^[a-z][a-z0-9-]*$/;
/** @see https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests */
const IMAGE = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;

/** Whether a registry takes this as the last part of a repository. */
export const isImageName = (text: string): boolean => text.length <= 100 && IMAGE.test(text);

/** What is wrong with a registry, and with who would write where. */
export function registryProblems(
  registry: ArtifactRegistry,
  tiers: readonly Pick<Tier, 'name' | 'trust'>[],
): Problem[] {
  const { repository, unprotected, location, project } = registry;
  const name = 'Wanted a letter and at most 62 of a-z, 0-9 and "-", not ending with "-".';
  const wanted: readonly [string, string, RegExp, string][] = [
    ['repository', repository, REPOSITORY, name],
    ['unprotected', unprotected, REPOSITORY, name],
    ['location', location, LOCATION, 'Wanted a location of Artifact Registry, such as europe-west1 or eu.'],
  ];
  const taken = new Set([
    PROVENANCE_REPOSITORY,
    evidenceRepository(DRILL_ENVIRONMENT),
    ...tiers.map((tier) => evidenceRepository(tier.name)),
  ]);
  const mixed = repository === unprotected && tiers.some(({ trust }) => trust === 'unprotected');
  return [
    ...variableProblems(project, 'registry.project'),
    ...wanted
      .filter(([, value, pattern]) => !pattern.test(value))
      .map(([field, value, , message]) => ({ field: `registry.${field}`, value, message })),
    ...(['repository', 'unprotected'] as const)
      .filter((field) => taken.has(registry[field]))
      .map((field) => ({
        field: `registry.${field}`,
        value: registry[field],
        message: 'That is where builders or a tier say what they have proven: name another one.',
      })),
    ...(mixed
      ? [
          {
            field: 'registry.unprotected',
            value: unprotected,
            message: 'Builds of any branch would write what protected tiers run: name a repository of their own.',
          },
        ]
      : []),
  ];
}
