import { registryHost } from '../../../domain/registry.ts';
import type { Service } from '../../../domain/service.ts';
import type { Approval, Tier } from '../../../domain/tier.ts';
import { targetsOf } from '../../../domain/waves.ts';
import { approvalEnvironment } from '../../administrator.ts';
import type { StepStatement } from '../../story/statement.ts';
import type { StoryDelivery } from '../../story/story.ts';
import { insideSteps, toldOfChecks } from './inside.ts';
import {
  actionOf,
  buildersOf,
  byDigest,
  evidenceOf,
  imageOf,
  literally,
  projectOf,
  providerOf,
  workflowFile,
  workflowPath,
} from './places.ts';
import { takesPushes } from './tiers.ts';

/** One commit is enough, and no token is left where a later step could find it. */
export const CHECKOUT: StepStatement = {
  run: 'actions/checkout',
  with: { 'persist-credentials': 'false', 'fetch-depth': '1' },
};

/** By the identity of the job; only steps that reach a cluster find the credentials in a file. */
export const login = (of: StoryDelivery, identity: string): StepStatement => ({
  run: 'google-github-actions/auth',
  with: { project_id: projectOf(of), workload_identity_provider: providerOf(of, identity), ...actingAs(of, identity) },
});

/** The service account of an identity, where the delivery wants one. */
const actingAs = ({ cluster }: StoryDelivery, identity: string) => {
  const { pool } = cluster.identity;
  return pool?.members === 'service-accounts'
    ? { service_account: `${identity}@${pool.project}.iam.gserviceaccount.com`, token_format: 'access_token' }
    : {};
};

/** The same where nothing looks for the credentials in a file. */
export const withoutFile = (step: StepStatement): StepStatement => ({
  ...step,
  with: { ...step.with, create_credentials_file: 'false', export_environment_variables: 'false' },
});

export const registry = (of: StoryDelivery): StepStatement => ({
  run: 'docker/login-action',
  with: { registry: registryHost(of.registry), username: 'oauth2accesstoken', password: '***' },
});

/** What every job that writes a tier does first. */
export const clusterAccess = (
  of: StoryDelivery,
  tier: Tier,
  { name, location }: StoryDelivery['cluster'],
): readonly StepStatement[] => [
  login(of, `tier-${tier.name}`),
  registry(of),
  {
    run: 'google-github-actions/get-gke-credentials',
    with: { cluster_name: name, location, project_id: projectOf(of) },
  },
];

export const setupPython = (version: string): StepStatement => ({
  run: 'actions/setup-python',
  with: { 'python-version': version },
});

export const installed = (requirements: string): StepStatement => ({
  run: `python -m pip install --require-hashes -r ${requirements}`,
});

/** What becomes of the records of a tier that was checked. */
export interface Recorded {
  readonly result?: 'success' | 'failure';
  /** Their numbers; one or more, where nothing is said. */
  readonly records?: RegExp;
}

/** The tier's own checks, against what runs there: nothing else is in the job. */
export function verifySteps(of: StoryDelivery, tier: Tier): readonly StepStatement[] {
  const { name, verify } = tier;
  if (verify === undefined) return [];
  if (verify.reach === 'job') return insideSteps(of, tier, verify);
  const urls = of.services.map((service) => `${service.name.toUpperCase().replaceAll('-', '_')}_URL`);
  const known = of.setting?.environments[name] ?? {};
  return [
    CHECKOUT,
    setupPython('3.12'),
    installed(verify.requirements),
    {
      run: verify.command,
      env: {
        ...Object.fromEntries(urls.map((url) => [url, known[url] ?? (verify.reach === 'host' ? /^https:/ : '')])),
        E2E_API_KEY: '***',
      },
    },
  ];
}

/** What the checks have shown is said by the identity of the tier. */
export function recordSteps(
  of: StoryDelivery,
  tier: Tier,
  { result = 'success', records = /^\s*\d+(\s+\d+)*\s*$/ }: Recorded = {},
): readonly StepStatement[] {
  const evidence = evidenceOf(of, tier);
  const targets = targetsOf(of.cluster, tier.clusters);
  const rollouts = new RegExp(of.services.map(({ name }) => `^${literally(name)} `).join('[^]*'), 'm');
  return [
    CHECKOUT,
    ...clusterAccess(of, tier, targets.kind === 'one' ? targets.cluster : targets.waves.order[0][0]),
    {
      run: actionOf(of, 'verification'),
      with: {
        ...{ records, result, tier: tier.name, namespace: tier.namespace },
        ...{ repositories: placesOf(of, tier), rollouts, evidence },
        ...toldOfChecks(of, tier),
      },
    },
  ];
}

/** A commit, and nothing else. */
const COMMIT = /^[0-9a-f]{40}$/;

/** Where releases go on from, and where to. */
export interface Promotion {
  readonly tier: Tier;
  /** `undefined` for a tier that wants nothing but people's yes. */
  readonly before: Tier | undefined;
}

/** Finds the release of the commit, and asks whether the tier before has verified it. Right before the rollout it must be what was
 *  found first. */
export const evidenceStep = (
  of: StoryDelivery,
  service: Service,
  { tier, before }: Promotion,
  when: 'first' | 'before the rollout',
): StepStatement => ({
  run: actionOf(of, 'promotion'),
  with: {
    ...{ service: service.name, tier: tier.name, commit: COMMIT, namespace: tier.namespace },
    from: before?.name ?? '',
    repository: imageOf(of, service, tier.trust),
    evidence: before === undefined ? '' : evidenceOf(of, before),
    'formed-by': tier.trust === 'protected' ? buildersOf(of) : '',
    workflows:
      before === undefined
        ? ''
        : new RegExp(`^${literally(workflowPath(of, 'deploy'))}@refs/heads/${literally(before.from.pattern)}$`, 'm'),
    ...(when === 'first'
      ? { otherwise: before !== undefined && takesPushes(before) ? 'tell' : 'refuse' }
      : { otherwise: 'refuse', expected: byDigest(imageOf(of, service, tier.trust)) }),
  },
});

/** Each service, and its release. */
const releasesOf = (of: StoryDelivery, tier: Tier, services: readonly string[]): RegExp =>
  new RegExp(
    of.services
      .filter(({ name }) => services.includes(name))
      .map((service) => `^${literally(service.name)} ${literally(imageOf(of, service, tier.trust))}@sha256:`)
      .join('[^]*'),
    'm',
  );

/** Each service, and where its bytes lie. */
export const placesOf = (of: StoryDelivery, tier: Tier): string =>
  of.services.map((service) => `${service.name} ${imageOf(of, service, tier.trust)}`).join('\n');

/** People read which releases they say yes to. */
export const releasesStep = (of: StoryDelivery, tier: Tier, services: readonly string[]): StepStatement => ({
  run: /^printf /,
  env: {
    TIER: tier.name,
    RELEASES: releasesOf(of, tier, services),
  },
});

/** What people type to ask once more. */
const again = (of: StoryDelivery, { name, from }: Tier): RegExp => {
  const alone = of.tiers.filter((tier) => !takesPushes(tier)).length === 1;
  const file = literally(workflowFile(of, alone ? 'promote' : `promote-${name}`));
  return new RegExp(
    `^gh workflow run ${file} --ref ${literally(from.pattern)} -f service=\\S+ -f commit=[0-9a-f]{40}$`,
  );
};

const held = ({ by, selfReview, bypass, unnamed }: Approval) => ({
  by: by.map(({ kind, name }) => `${kind} ${name}`).join('\n'),
  ...{ 'self-review': selfReview, bypass, unnamed },
});

/** Compares who is asked with the delivery, and looks at what would change. */
export const protectionStep = (
  of: StoryDelivery,
  tier: Tier,
  approval: Approval,
  services: readonly string[],
): StepStatement => ({
  run: actionOf(of, 'approval'),
  with: {
    ...{ gate: approvalEnvironment(tier.name), environment: tier.name, branch: tier.from.pattern },
    ...held(approval),
    ...{ tier: tier.name, namespace: tier.namespace },
    repositories: placesOf(of, tier),
    releases: releasesOf(of, tier, services),
    commit: COMMIT,
    again: again(of, tier),
  },
});

/** Reads the approval back. */
export const consentStep = (of: StoryDelivery, tier: Tier, approval: Approval, service: Service): StepStatement => ({
  run: actionOf(of, 'consent'),
  with: {
    gate: approvalEnvironment(tier.name),
    ...{ 'gate-job': /^\d+$/, job: /^\d+$/, service: service.name, namespace: tier.namespace },
    // What people were shown: for each service the commit and the release that ran.
    shown: new RegExp(of.services.map(({ name }) => `${literally(name)} `).join('[^]*')),
    ...held(approval),
    expires: String(approval.expires),
    commit: COMMIT,
    again: again(of, tier),
  },
});

/** The only step of a job at a gate that is started again. */
export const attemptStep = (of: StoryDelivery, tier: Tier): StepStatement => ({
  run: /^AGAIN=/,
  env: { AGAIN: again(of, tier) },
});
