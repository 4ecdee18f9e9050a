import { branchPrefix } from '../domain/branch.ts';
import type { Delivery } from '../domain/delivery.ts';
import { identityName } from '../domain/identity.ts';
import type { IdentityPool } from '../domain/identity-pool.ts';
import { lotsOf } from '../domain/lots.ts';
import type { Problem } from '../domain/problem.ts';
import { registryProblems } from '../domain/registry.ts';
import { DRILL_ENVIRONMENT } from '../domain/restore-drill/drilled.ts';
import { databasesOf } from '../domain/store.ts';
import type { Tier } from '../domain/tier.ts';
import { conjuncts } from './gcp/condition.ts';
import { drillProblems } from './gcp/drill-rights.ts';
import { identitiesOf, type Place } from './gcp/identities.ts';
import { cloudMeasure } from './gcp/rights.ts';

/** @see https://docs.cloud.google.com/iam/docs/reference/rest/v1/projects.locations.workloadIdentityPools.providers/create */
const PROVIDER = /^[a-z0-9-]{4,32}$/;
/** @see https://docs.cloud.google.com/iam/docs/service-accounts-create */
const LONGEST_ACCOUNT = 30;
const BRANCH = /^[A-Za-z0-9._/-]*$/;
/** @see https://docs.cloud.google.com/iam/docs/reference/rest/v1/projects.locations.workloadIdentityPools.providers */
const LONGEST_CONDITION = 4096;

/** What a delivery says and clouds cannot enforce. It is refused whole: half a border is none. */
export const setupProblems = (place: Place): readonly Problem[] => [
  ...registryProblems(place.delivery.registry, place.delivery.tiers),
  ...place.delivery.tiers.flatMap((tier, index) => [
    ...tierProblems(place.delivery, tier, `tiers[${index}]`),
    ...accountProblems(place.pool, tier, `tiers[${index}].name`),
    ...branchProblems(place.delivery, tier, `tiers[${index}].from`),
  ]),
  ...podProblems(place),
  ...identitiesOf(place)
    .filter(({ name }) => name === DRILL_ENVIRONMENT)
    .flatMap(({ rights }) => drillProblems(rights, place.pool.project)),
  ...sizeProblems(place),
];

/** Pods hold their rights themselves, and so does the account as which secrets are asked for. */
const podProblems = ({ delivery, pool }: Place): Problem[] => {
  const [what, field] =
    databasesOf(delivery).length > 0
      ? (['Pods have rights on databases', 'store'] as const)
      : (['The account that reads secrets has its rights', 'secretsFrom'] as const);
  return pool.members === 'principals' || (databasesOf(delivery).length === 0 && delivery.secretsFrom === undefined)
    ? []
    : [
        {
          field: 'cluster.identity.pool.members',
          value: pool.members,
          message: `${what} as principals of GKE, and service accounts for them are not made yet: say members: 'principals', or leave \`${field}\` out and give the rights yourself.`,
        },
      ];
};

function tierProblems({ registry }: Delivery, tier: Tier, at: string): Problem[] {
  const measured = cloudMeasure(tier);
  return [
    ...(PROVIDER.test(identityName({ kind: 'tier', tier }))
      ? []
      : [
          {
            field: `${at}.name`,
            value: tier.name,
            message: `Its identity would be called "${identityName({ kind: 'tier', tier })}", and Google Cloud takes 32 characters: use a name of 27 or fewer.`,
          },
        ]),
    ...(measured === undefined || measured.project.name === registry.project.name
      ? []
      : [
          {
            field: `${at}.rollout.measure.source.project`,
            value: measured.project.name,
            message: `Rights are granted in the delivery's own project alone, the one of ${registry.project.name}: measure there.`,
          },
        ]),
  ];
}

function accountProblems({ members }: IdentityPool, tier: Tier, field: string): Problem[] {
  const name = identityName({ kind: 'tier', tier });
  return members === 'principals' || name.length <= LONGEST_ACCOUNT
    ? []
    : [
        {
          field,
          value: tier.name,
          message: `Its service account would be called "${name}", and Google Cloud takes ${LONGEST_ACCOUNT} characters: use a name of ${LONGEST_ACCOUNT - 'tier-'.length} or fewer.`,
        },
      ];
}

function branchProblems({ tiers }: Delivery, { from, trust }: Tier, field: string): Problem[] {
  const prefix = branchPrefix(from);
  if (!BRANCH.test(prefix ?? from.pattern))
    return [
      {
        field,
        value: from.pattern,
        message: 'Conditions name branches of letters, digits, ".", "_", "-" and "/" alone: rename this one.',
      },
    ];
  if (trust === 'protected')
    return prefix === undefined
      ? []
      : [
          {
            field,
            value: from.pattern,
            message: `Whoever can push can make a branch of this pattern, so it protects nothing: name one branch, or say trust: 'unprotected'.`,
          },
        ];
  const covered = tiers.find(
    (other) =>
      other.trust === 'protected' &&
      (prefix === undefined ? other.from.pattern === from.pattern : other.from.pattern.startsWith(prefix)),
  );
  return covered === undefined
    ? []
    : [
        {
          field,
          value: from.pattern,
          message: `It means ${covered.from.pattern} too, the branch of the protected tier "${covered.name}": a branch has one trust.`,
        },
      ];
}

function sizeProblems(place: Place): Problem[] {
  const lots = lotsOf(place.delivery).length;
  return identitiesOf(place).flatMap(({ name, condition }) => {
    const length = conjuncts(condition).join(' && ').length;
    return length <= LONGEST_CONDITION
      ? []
      : [
          {
            field: 'tiers',
            value: name,
            message: `The condition of this identity has ${length} characters, and Google Cloud takes ${LONGEST_CONDITION}: fewer tiers, shorter names${lots === 1 ? '' : ` or fewer services, for they need so many lots of files (${lots})`}.`,
          },
        ];
  });
}
