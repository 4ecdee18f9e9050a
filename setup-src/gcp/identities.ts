import { type Branch, branchPrefix } from '../../domain/branch.ts';
import { assertNever } from '../../domain/brand.ts';
import type { Delivery } from '../../domain/delivery.ts';
import {
  type Holder,
  identityName,
  principalOf,
  serviceAccountOf,
  subjectOf,
  subjectSuffix,
} from '../../domain/identity.ts';
import { type IdentityPool, poolPath } from '../../domain/identity-pool.ts';
import { lotFile } from '../../domain/lot.ts';
import { lotsOf } from '../../domain/lots.ts';
import type { GitHubRepository } from '../../domain/repository.ts';
import { DRILL_ENVIRONMENT, drillTier } from '../../domain/restore-drill/drilled.ts';
import { absent, all, any, type Condition, is, oneOf, startsWith } from './condition.ts';
import { type Occasion, occasionsOf } from './occasions.ts';
import { type Right, rightsOf } from './rights.ts';

/** Who may act in the cloud: one provider gives it, one condition decides who gets it, one member holds its rights. */
export interface Identity {
  readonly name: string;
  /** Resource name of the provider. */
  readonly provider: string;
  /** What a token must be made for: this provider, so that it is of no use to another one. */
  readonly audience: string;
  /** The expression that makes the subject of a token; what the condition pins makes its value `subject` and no other. */
  readonly mapping: string;
  readonly subject: string;
  readonly condition: Condition;
  readonly principal: string;
  /** The service account that it acts as; `undefined` where it holds its rights itself. */
  readonly serviceAccount: string | undefined;
  /** Who holds its rights, as IAM names it. */
  readonly member: string;
  readonly rights: readonly Right[];
}

/** A delivery that says where it stands, in the cloud and on GitHub. */
export interface Place {
  readonly delivery: Delivery;
  readonly repository: GitHubRepository;
  readonly pool: IdentityPool;
}

/** One for each tier and for each kind of builder that the tiers need, and one where backups are tried. */
export const holdersOf = (delivery: Delivery): readonly Holder[] => [
  ...(['protected', 'unprotected'] as const)
    .filter((trust) => delivery.tiers.some((tier) => tier.trust === trust))
    .map((trust): Holder => ({ kind: 'builder', trust })),
  ...delivery.tiers.map((tier): Holder => ({ kind: 'tier', tier })),
  ...(drillTier(delivery) === undefined ? [] : [{ kind: 'drill' } as const]),
];

export const identitiesOf = (place: Place): readonly Identity[] =>
  holdersOf(place.delivery).map((holder) => {
    const { repository, pool } = place;
    const subject = subjectOf(repository, holder);
    const principal = principalOf(pool, subject);
    const serviceAccount = serviceAccountOf(pool, identityName(holder));
    const provider = `${poolPath(pool)}/providers/${identityName(holder)}`;
    return {
      name: identityName(holder),
      provider,
      audience: `https://iam.googleapis.com/${provider}`,
      mapping: mappingOf(holder),
      subject,
      condition: conditionOf(place, holder),
      principal,
      serviceAccount,
      member: serviceAccount === undefined ? principal : `serviceAccount:${serviceAccount}`,
      rights: rightsOf(place, holder),
    };
  });

/** A builder has no environment to make its subject from. */
const mappingOf = (holder: Holder): string =>
  holder.kind === 'builder'
    ? `assertion.repository_id + '/${subjectSuffix(holder)}'`
    : "assertion.repository_id + '/' + assertion.environment";

/** The whole rule: the repository by numbers, the environment, and each occasion on which a generated job logs in. A tier that people
 *  approve takes the first attempt only: approvals outlive a re-run. */
function conditionOf({ delivery, repository }: Place, holder: Holder): Condition {
  const gated = holder.kind === 'tier' && holder.tier.approval !== undefined;
  // What is asked of all services at once stands in the first lot's file.
  const lots = holder.kind === 'drill' ? 1 : lotsOf(delivery).length;
  const occasions = occasionsOf(delivery, holder).map((occasion) =>
    onOccasion({ delivery, repository }, occasion, lots),
  );
  return all(
    is('repository_id', repository.id),
    is('repository_owner_id', repository.ownerId),
    environmentOf(holder),
    ...(gated ? [is('run_attempt', '1')] : []),
    any(occasions),
  );
}

function environmentOf(holder: Holder): Condition {
  switch (holder.kind) {
    case 'tier':
      return is('environment', holder.tier.name);
    case 'builder':
      return absent('environment');
    case 'drill':
      return is('environment', DRILL_ENVIRONMENT);
    default:
      return assertNever(holder);
  }
}

function onOccasion(
  { delivery, repository: { owner, name } }: Pick<Place, 'delivery' | 'repository'>,
  { file, branch, events }: Occasion,
  lots: number,
): Condition {
  const folder = `${owner}/${name}/.github/workflows/`;
  const files = Array.from({ length: lots }, (_, index) => `${folder}${lotFile(delivery, file, index + 1)}@`);
  return all(onRef('ref', branch, ''), inOneOf(files, branch), oneOf('event_name', events));
}

/** The file of each lot at its branch, whole: a name that only begins and ends so could be anybody's. */
function inOneOf(files: readonly string[], branch: Branch): Condition {
  const [first = '', ...others] = files;
  return branchPrefix(branch) === undefined
    ? oneOf('job_workflow_ref', [atRef(branch, first), ...others.map((each) => atRef(branch, each))])
    : any(files.map((each) => onRef('job_workflow_ref', branch, each)));
}

/** A claim that names a branch's ref, behind what stands before it. */
function onRef(claim: 'ref' | 'job_workflow_ref', branch: Branch, before: string): Condition {
  const prefix = branchPrefix(branch);
  return prefix === undefined ? is(claim, atRef(branch, before)) : startsWith(claim, `${before}refs/heads/${prefix}`);
}

const atRef = ({ pattern }: Branch, before: string): string => `${before}refs/heads/${pattern}`;
