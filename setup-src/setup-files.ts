import type { Delivery } from '../domain/delivery.ts';
import type { GeneratedFile } from '../domain/generated-file.ts';
import { InvalidInput, type Problem } from '../domain/problem.ts';
import { gcpSetup } from './gcp/gcp-setup.ts';
import type { Place } from './gcp/identities.ts';
import { githubSetup } from './github/github-setup.ts';
import { identitiesFile } from './identities-file.ts';
import { setupProblems } from './problems.ts';
import { setupScript } from './script.ts';
import { terraform } from './terraform.ts';

/** Where the files are, from the root of the repository: they are about the repository as a whole, as `.github` is. */
export const SETUP_FOLDER = 'setup/gcp';

/** What an administrator gives Google Cloud and GitHub once, as a script, as Terraform and as data: three ways to write one setup.
 *  Nothing for a delivery that says neither its repository nor its pool.
 *  @throws {InvalidInput} for one that says half of it, or what neither of the two can enforce */
export function setupFiles(delivery: Delivery): readonly GeneratedFile[] {
  const { repository, cluster } = delivery;
  const { pool } = cluster.identity;
  if (repository === undefined && pool === undefined) return [];
  const problems =
    repository === undefined || pool === undefined ? missing(delivery) : setupProblems({ delivery, repository, pool });
  if (repository === undefined || pool === undefined || problems.length > 0)
    throw new InvalidInput('The setup', problems);
  const place: Place = { delivery, repository, pool };
  const [gcp, github] = [gcpSetup(place), githubSetup(place)];
  return [
    setupScript(gcp, github, `${SETUP_FOLDER}/setup.sh`),
    terraform(gcp, github, `${SETUP_FOLDER}/main.tf`),
    identitiesFile(gcp, `${SETUP_FOLDER}/identities.json`),
  ];
}

/** What a delivery has to say before identities can be bound to anything. */
export function missing({ repository, cluster }: Delivery): readonly Problem[] {
  return [
    ...(repository === undefined
      ? [
          {
            field: 'repository',
            value: undefined,
            message:
              "Identities are bound to the repository's numbers: say repository: github({ owner, name, id, ownerId }).",
          },
        ]
      : []),
    ...(cluster.identity.pool === undefined
      ? [
          {
            field: 'cluster.identity.pool',
            value: undefined,
            message:
              'Identities are made in a pool: say workloadIdentity(variable, identityPool({ project, projectNumber, name })).',
          },
        ]
      : []),
  ];
}
