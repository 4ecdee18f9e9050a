import type { Problem } from './problem.ts';

/** A workload identity pool of Google Cloud, and the project that holds it and everything else of the delivery. Principals name the
 *  project by its number. */
export interface IdentityPool {
  readonly kind: 'identity-pool';
  readonly project: string;
  /** `gcloud projects describe PROJECT --format='value(projectNumber)'` tells it. */
  readonly projectNumber: string;
  readonly name: string;
  /** Who holds the rights of an identity: its principal, or a service account of its own that it acts as, for services and policies
   *  of an organization that cannot name principals. */
  readonly members: (typeof MEMBERS)[number];
}

export const MEMBERS = ['principals', 'service-accounts'] as const;

export const identityPool = ({
  members = 'principals',
  ...pool
}: Omit<IdentityPool, 'kind' | 'members'> & Partial<Pick<IdentityPool, 'members'>>): IdentityPool => ({
  kind: 'identity-pool',
  ...pool,
  members,
});

export const poolPath = ({ projectNumber, name }: IdentityPool): string =>
  `projects/${projectNumber}/locations/global/workloadIdentityPools/${name}`;

const PROJECT = /^[a-z][a-z0-9-]{4,28}[a-z0-9]$/;
const NUMBER = /^[1-9]\d{0,18}$/;
/** @see https://docs.cloud.google.com/iam/docs/reference/rest/v1/projects.locations.workloadIdentityPools/create */
const POOL = /^(?!gcp-)[a-z0-9-]{4,32}$/;

export function poolProblems({ project, projectNumber, name, members }: IdentityPool, at: string): Problem[] {
  const wanted: readonly [string, string, RegExp, string][] = [
    ['project', project, PROJECT, 'Wanted the id of a Google Cloud project: 6 to 30 of a-z, 0-9 and "-".'],
    ['projectNumber', projectNumber, NUMBER, 'Wanted the number of the project as text.'],
    ['name', name, POOL, 'Wanted 4 to 32 of a-z, 0-9 and "-", not starting with "gcp-", which Google keeps.'],
    ['members', members, new RegExp(`^(${MEMBERS.join('|')})$`), `Wanted one of: ${MEMBERS.join(', ')}.`],
  ];
  return wanted
    .filter(([, value, pattern]) => !pattern.test(value))
    .map(([field, value, , message]) => ({ field: `${at}.${field}`, value, message }));
}
