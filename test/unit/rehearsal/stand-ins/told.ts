import type { ToldIdentities, ToldIdentity, ToldRight } from '../../../../rehearsal/cloud/told-identities.ts';

const POOL = 'projects/1/locations/global/workloadIdentityPools/github';

export const providerOf = (name: string): string => `${POOL}/providers/${name}`;

/** An identity of a job on `main`, or on a branch for features, and of no other. */
const identity = (name: string, where: string, ...rights: readonly ToldRight[]): ToldIdentity => ({
  name,
  provider: providerOf(name),
  audience: `https://iam.googleapis.com/${providerOf(name)}`,
  mapping: { 'google.subject': `assertion.repository_id + '/${name}'` },
  condition: `assertion.repository_id == '74' && ${where}`,
  rights,
});

const writes = (repository: string): ToldRight => ({
  kind: 'registry',
  repository,
  role: 'roles/artifactregistry.writer',
});

const VIEWER: ToldRight = { kind: 'project', role: 'roles/container.clusterViewer' };

/** Whom the identity `acting` acts as. */
export const ACCOUNT = 'acting@project.iam.gserviceaccount.com';

/** What the cloud of these tests is told. */
export const TOLD: ToldIdentities = {
  project: 'ai-agent-platform',
  pool: POOL,
  issuer: 'https://token.actions.githubusercontent.com',
  identities: [
    identity('main', "assertion.ref == 'refs/heads/main'", writes('services'), VIEWER),
    {
      ...identity('acting', "assertion.ref == 'refs/heads/main'", writes('services'), VIEWER),
      serviceAccount: ACCOUNT,
    },
    identity('feature', "assertion.ref.startsWith('refs/heads/feature/')", writes('services-dev')),
  ],
};
