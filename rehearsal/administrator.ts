import type { Delivery } from '../domain/delivery.ts';
import { poolPath } from '../domain/identity-pool.ts';
import { DRILL_ENVIRONMENT, drillTier } from '../domain/restore-drill/drilled.ts';
import type { Approval } from '../domain/tier.ts';
import type { Repository } from './github/model.ts';
import { setEnvironment, stableId } from './github/state.ts';
import type { Person } from './github/tokens.ts';

/** Addresses that a tier's services answer on, by service name. */
export type TierUrls = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** How long things last in a rehearsal, in seconds; on GitHub the same variables are set per environment. */
export interface Durations {
  readonly SLUICE_STABLE_FOR: string;
  readonly SLUICE_TIMEOUT: string;
  readonly SLUICE_ROLLBACK_TIMEOUT: string;
  readonly SLUICE_BAKE: string;
  readonly SLUICE_SCALE_DOWN_DELAY: string;
}

/** What an administrator has made outside GitHub, and tells it. */
export interface Surroundings {
  /** The cloud project that the repository's variable names. */
  readonly project: string;
  readonly urls: TierUrls;
  readonly durations: Durations;
}

export const API_KEY = 'rehearsal-key-0123456789';

/** The person who answers for the approvers of a tier: a member of the teams that it names, or the first whom it names itself. */
export function approverOf({ by }: Pick<Approval, 'by'>): Person {
  const teams = by.filter(({ kind }) => kind === 'team').map(({ name }) => name);
  const login = (teams.length === 0 ? by[0]?.name : undefined) ?? 'operator';
  return { login, id: stableId(login), teams };
}

/** The same person, as a tier's record of who approved names people. */
export const approverLine = (approval: Pick<Approval, 'by'>): string => {
  const { id, login } = approverOf(approval);
  return `${id} ${login}`;
};

/** The environment whose reviewers are asked before a tier, by the name that generated workflows use. */
export const approvalEnvironment = (tier: string): string => `${tier}-approval`;

/** Where nobody says which pool it is. */
const POOL = 'projects/1/locations/global/workloadIdentityPools/github';

/** Does what `docs/setup.md` asks of an administrator: variables of the repository, one environment per tier with its branch rule,
 *  and one environment with reviewers in front of a tier that wants approval. */
export function configureRepository(
  repository: Repository,
  delivery: Delivery,
  { project, urls, durations }: Surroundings,
): void {
  repository.variables.set(delivery.registry.project.name, project);
  const { variable, pool } = delivery.cluster.identity;
  repository.variables.set(variable.name, pool === undefined ? POOL : poolPath(pool));
  for (const tier of delivery.tiers) {
    const branches = [tier.from.pattern];
    const addresses = [...(urls.get(tier.name) ?? [])].map(([service, url]): [string, string] => [
      `${service.toUpperCase().replaceAll('-', '_')}_URL`,
      url,
    ]);
    // A tier that a later one falls back to is also reached from that one's branch.
    const followers = delivery.tiers.filter(({ after }) => after === tier.name).map(({ from }) => from.pattern);
    setEnvironment(repository, {
      name: tier.name,
      branches: [...branches, ...followers],
      variables: new Map([...Object.entries(durations), ...addresses]),
      secrets: new Map(tier.verify === undefined || tier.verify.reach === 'job' ? [] : [['E2E_API_KEY', API_KEY]]),
    });
    if (tier.approval === undefined) continue;
    setEnvironment(repository, {
      name: approvalEnvironment(tier.name),
      branches,
      preventSelfReview: tier.approval.selfReview === 'refused',
      adminsBypass: tier.approval.bypass === 'allowed',
      reviewers: tier.approval.by.map(({ kind, name }) =>
        kind === 'team'
          ? { type: 'Team', id: stableId(`team/${name}`), login: name }
          : { type: 'User', id: stableId(name), login: name },
      ),
    });
  }
  const drilling = drillTier(delivery);
  if (drilling !== undefined)
    setEnvironment(repository, { name: DRILL_ENVIRONMENT, branches: [drilling.from.pattern] });
}
