import type { Delivery } from '../../domain/delivery.ts';
import { InvalidInput } from '../../domain/problem.ts';
import { gcpSetup } from '../../setup-src/gcp/gcp-setup.ts';
import { githubSetup } from '../../setup-src/github/github-setup.ts';
import { setupProblems } from '../../setup-src/problems.ts';
import { missing } from '../../setup-src/setup-files.ts';
import type { Wanted } from './rule.ts';

/** What a delivery wants of GitHub, the cloud and its clusters.
 *  @param files every generated file
 *  @throws {InvalidInput} for a delivery that does not say where it stands */
export function wantedOf(delivery: Delivery, files: readonly { readonly path: string }[]): Wanted {
  const { repository, cluster } = delivery;
  const { pool } = cluster.identity;
  if (repository === undefined || pool === undefined) throw new InvalidInput('The setup', missing(delivery));
  const place = { delivery, repository, pool };
  const problems = setupProblems(place);
  if (problems.length > 0) throw new InvalidInput('The setup', problems);
  return {
    delivery,
    github: githubSetup(place),
    gcp: gcpSetup(place),
    workflows: files.map(({ path }) => path).filter((path) => /^\.github\/workflows\/[^/]+\.yml$/.test(path)),
  };
}
