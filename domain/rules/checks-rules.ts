import { baseUrlName } from '../base-url-name.ts';
import type { Problem } from '../problem.ts';
import type { Service } from '../service.ts';
import type { Tier } from '../tier.ts';
import { checksName, LONGEST_CHECKS_NAME } from '../tier-checks.ts';
import type { InsideChecks } from '../verification.ts';
import type { Waves } from '../waves.ts';
import { broken, type Claim, type Part } from './claim.ts';
import { isEnvironmentName } from './names.ts';
import { secretClaims } from './secret-claims.ts';

/** GitHub ends a job after six hours, and the one that waits for the checks has to see how they end. */
const LONGEST_CHECKS = 18_000;

/** What is wrong with checks that run inside a tier, by themselves and beside the services whose objects they lie among. */
export const insideChecksProblems = (tiers: readonly Part<Tier>[], services: readonly Part<Service>[]): Problem[] =>
  tiers.flatMap(({ at, value: tier }) =>
    tier.verify?.reach === 'job'
      ? [
          ...broken(`${at}.verify`, [
            deadlineClaim(tier.verify),
            ...secretClaims('secrets', tier.verify.secrets),
            ...variableClaims(tier.verify, services),
          ]),
          ...broken(at, [nameClaim(tier), clustersClaim(tier.clusters)]),
          ...alike(tier, services),
        ]
      : [],
  );

const deadlineClaim = ({ deadline }: InsideChecks): Claim => ({
  field: 'deadline',
  value: deadline,
  holds: Number.isInteger(deadline) && deadline >= 1 && deadline <= LONGEST_CHECKS,
  message: `Wanted whole seconds, from 1 to ${LONGEST_CHECKS}: how long the checks may take, from the moment that their Job is made.`,
});

const variableClaims = ({ secrets }: InsideChecks, services: readonly Part<Service>[]): readonly Claim[] => {
  const told = services.flatMap(({ value }) => (value.kind === 'web' ? [baseUrlName(value)] : []));
  return secrets.map(({ variable }, index) => {
    const isTwice = secrets.findIndex((other) => other.variable === variable) < index;
    const message = !isEnvironmentName(variable)
      ? 'A name of an environment variable has letters, digits and "_", and no digit first.'
      : told.includes(variable)
        ? 'Checks are told by it where a service is: use another name.'
        : isTwice
          ? 'It is set twice: leave one out.'
          : undefined;
    return {
      field: `secrets[${index}].variable`,
      value: variable,
      holds: message === undefined,
      message: message ?? '',
    };
  });
};

const nameClaim = (tier: Tier): Claim => ({
  field: 'name',
  value: tier.name,
  holds: checksName(tier).length <= LONGEST_CHECKS_NAME,
  message: `The pods of its checks would be labelled "${checksName(tier)}", and Kubernetes takes ${LONGEST_CHECKS_NAME} characters: use a shorter name.`,
});

const clustersClaim = (clusters: Waves | undefined): Claim => ({
  field: 'clusters',
  value: 'several',
  holds: (clusters?.order.flat().length ?? 1) <= 1,
  message:
    "A Job sees the services of its own cluster, and what runs in the others would be called proven by it: say reach: 'host' or 'variables', or leave the other clusters out.",
});

/** Its release, its image and its objects lie beside those of services. */
const alike = (tier: Tier, services: readonly Part<Service>[]): Problem[] =>
  services.flatMap(({ at, value }) =>
    (['name', 'image'] as const)
      .filter((field) => value[field] === checksName(tier))
      .map((field) => ({
        field: `${at}.${field}`,
        value: value[field],
        message: `The checks of the tier "${tier.name}" are called so: use another one.`,
      })),
  );
