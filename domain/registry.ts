import type { Variable } from './variable.ts';

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

/** Where images lie that were built from a branch of this trust. */
export const registryRepository = (
  { repository, unprotected }: ArtifactRegistry,
  trust: 'protected' | 'unprotected',
): string => (trust === 'protected' ? repository : unprotected);
