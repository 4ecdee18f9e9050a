import { approvalProblems } from '../approval-rules.ts';
import { branchProblem } from '../branch.ts';
import { gatedTierProblems } from '../gated-tier.ts';
import { fieldClaims, saidKnobs } from '../knob/fields.ts';
import { KNOBS } from '../knob/knobs.ts';
import { ALL } from '../per-tier.ts';
import type { Problem } from '../problem.ts';
import { strategyProblems } from '../strategy.ts';
import { rolloutSeconds } from '../strategy-time.ts';
import type { Tier } from '../tier.ts';
import { notYetEnforced } from '../unenforced.ts';
import { broken, type Claim } from './claim.ts';
import { commandProblem, DNS_LABEL_WANTED, isDnsLabel, isHost, isInnerPath, PATH_WANTED } from './names.ts';
import { resourceProblems } from './quantities.ts';

/** Namespaces of Kubernetes and of Google: what is written there changes the cluster for everybody. */
const KEPT = /^(default|kube-.*|gke-.*|gmp-.*|config-management-.*)$/;
/** GitHub ends a job after six hours; of them half is kept for variables that stretch a rollout, and ten minutes to get ready and back. */
const LONGEST_ROLLOUT = 10_500;

/** What is wrong with a tier by itself. @param tiers all of them, for the names that it refers to */
export const tierProblems = (tier: Tier, at: string, tiers: readonly Tier[]): Problem[] => [
  ...broken(at, [...nameClaims(tier), ...rolloutClaims(tier), ...checkClaims(tier)]),
  ...resourceProblems(tier.resources, `${at}.resources`),
  ...strategyProblems(tier.rollout, `${at}.rollout`),
  ...gatedTierProblems(tier, at),
  ...approvalProblems(tier, at, tiers),
  ...notYetEnforced(tier, at),
];

function nameClaims({ name, namespace, host, from }: Tier): readonly Claim[] {
  const branch = branchProblem(from, name);
  return [
    { field: 'name', value: name, holds: isDnsLabel(name), message: DNS_LABEL_WANTED },
    {
      field: 'name',
      value: name,
      holds: name !== ALL,
      message: 'Where services say something by tier, it means every tier: use another name.',
    },
    { field: 'namespace', value: namespace, holds: isDnsLabel(namespace), message: DNS_LABEL_WANTED },
    {
      field: 'namespace',
      value: namespace,
      holds: !KEPT.test(namespace),
      message:
        'This namespace belongs to the cluster itself, and a release would change what runs there: name one of its own.',
    },
    {
      field: 'host',
      value: host,
      holds: isHost(host),
      message: 'Wanted the name of a host alone, in lower case, such as app.example.com: no scheme, port or path.',
    },
    { field: 'from', value: branch?.value, holds: branch === undefined, message: branch?.message ?? '' },
  ];
}

function rolloutClaims(tier: Tier): readonly Claim[] {
  const { timeout, rollback, rollbackTimeout } = tier;
  const whole = rolloutSeconds(tier);
  return [
    {
      field: 'timeout',
      value: timeout,
      holds: timeout !== 0,
      message: 'A timeout is longer than zero seconds.',
    },
    {
      field: 'timeout',
      value: timeout,
      holds: !(whole > LONGEST_ROLLOUT),
      message: `With all that its strategy waits for, the look after it and the way back a rollout would take ${whole} s, and GitHub ends its job before that: ${LONGEST_ROLLOUT} s together at most.`,
    },
    {
      field: 'rollbackTimeout',
      value: rollbackTimeout,
      holds: rollbackTimeout === undefined || rollback !== false,
      message: 'It means nothing where a failure is left as it is (rollback: false): leave one of them out.',
    },
    ...fieldClaims(saidKnobs(KNOBS), { ...tier }),
  ];
}

function checkClaims({ verify }: Tier): readonly Claim[] {
  if (verify === undefined) return [];
  const problem = commandProblem(verify.command);
  return [
    { field: 'verify.path', value: verify.path, holds: isInnerPath(verify.path), message: PATH_WANTED },
    ...(verify.reach === 'job'
      ? []
      : [
          {
            field: 'verify.requirements',
            value: verify.requirements,
            holds: isInnerPath(verify.requirements),
            message: PATH_WANTED,
          },
        ]),
    { field: 'verify.command', value: verify.command, holds: problem === undefined, message: problem ?? '' },
  ];
}
