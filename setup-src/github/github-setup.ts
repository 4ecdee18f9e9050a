import { evidenceHome } from '../../domain/evidence-home.ts';
import { poolPath } from '../../domain/identity-pool.ts';
import type { Place } from '../gcp/identities.ts';
import { type Environment, environmentsOf } from './environments.ts';
import { type Ruleset, rulesetsOf } from './rulesets.ts';

/** Everything that GitHub is told once, as data. */
export interface GitHubSetup {
  readonly owner: string;
  readonly name: string;
  readonly id: string;
  readonly ownerId: string;
  /** Whether GitHub signs evidence, which it does for public repositories by the instance of Sigstore that is believed. */
  readonly signs: boolean;
  readonly variables: readonly { readonly name: string; readonly value: string }[];
  /** Names of variables that decide over checks and rollouts, as a pattern. Whoever may push can write those of the repository. */
  readonly deciding: string;
  readonly environments: readonly Environment[];
  readonly rulesets: readonly Ruleset[];
}

export const githubSetup = ({ delivery, repository, pool }: Place): GitHubSetup => ({
  owner: repository.owner,
  name: repository.name,
  id: repository.id,
  ownerId: repository.ownerId,
  signs: evidenceHome(delivery) === 'signed',
  variables: [
    { name: delivery.registry.project.name, value: pool.project },
    { name: delivery.cluster.identity.variable.name, value: poolPath(pool) },
  ],
  deciding: `^(SLUICE_.*|_?(${delivery.services.map(({ name }) => name.toUpperCase().replaceAll('-', '_')).join('|')})_URL)$`,
  environments: environmentsOf(delivery),
  rulesets: rulesetsOf(delivery),
});
