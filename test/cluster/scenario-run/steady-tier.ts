import { randomBytes } from 'node:crypto';
import { stringify } from 'yaml';
import { rollout } from '../../../actions/rollout/contract.ts';
import { minimumRole } from '../../../engine/rollout/preflight/role.ts';
import type { ClusterUnderTest } from '../cluster-under-test.ts';
import type { FakeRun } from '../fake-github.ts';
import { DEPLOYER, deployerBinding } from '../parts/accounts.ts';
import { type ActionStep, runAction, type StepResult } from '../run-action.ts';
import { type SteadyRelease, type StrategyInputs, steady } from '../scenarios/steady.ts';
import { type Manifest, WEB } from '../scenarios/workload.ts';
import { type Trail, trail } from '../traffic/trail.ts';
import { Skipped, type Surroundings } from './check.ts';

/** What one step is besides its release. */
export type StepOptions = Pick<ActionStep, 'onStart' | 'stage'> & {
  readonly run?: FakeRun;
  /** Of the way to the cluster; the deployer's own when absent. */
  readonly kubeconfig?: string;
};

/** One tier with the service of the load scenarios. */
export interface SteadyTier {
  readonly namespace: string;
  /** Of the Service, once there is one. */
  address(): Promise<string>;
  newRun(): FakeRun;
  /** Runs the bundled action on a release. */
  deploy(release: SteadyRelease, inputs: StrategyInputs, options?: StepOptions): Promise<StepResult>;
  /** Of a field of the Service or of a Deployment; stopped with the tier. */
  follow(object: [resource: string, name: string], field: string): Trail;
  /** Now. @param path a jsonpath with braces. */
  read(resource: string, name: string, path: string): Promise<string>;
}

/** Makes a tier for the time of `work`, with a deployer that has the least Role and no more.
 *  @param manifests of a release.
 *  @throws {Skipped} where clients cannot reach a Service directly. */
export async function inSteadyTier<T>(
  id: string,
  image: string,
  { cluster, github }: Pick<Surroundings, 'cluster' | 'github'>,
  work: (tier: SteadyTier) => Promise<T>,
  manifests: (image: string, release: SteadyRelease) => readonly Manifest[] = steady,
): Promise<T> {
  const { kubectl } = cluster;
  const { addressOf, deployer } = reachable(cluster);
  const namespace = `sluice-test-${id}-${randomBytes(2).toString('hex')}`;
  const trails: Trail[] = [];
  const newRun = () => github.newRun(Object.fromEntries(rollout.permissions.map(({ scope, level }) => [scope, level])));
  await kubectl('create', 'namespace', namespace);
  try {
    await kubectl.apply(rights(manifests(image, { version: 'any' }), namespace));
    return await work({
      namespace,
      address: () => addressOf(namespace, WEB),
      newRun,
      deploy: (release, inputs, { run = newRun(), kubeconfig = deployer, ...options } = {}) =>
        runAction({
          contract: rollout,
          with: { service: WEB, tier: 'dev', namespace, manifests: 'manifests.yaml', ...inputs },
          github,
          run,
          env: { KUBECONFIG: kubeconfig },
          workspace: {
            'manifests.yaml': manifests(image, release)
              .map((each) => stringify(each))
              .join('---\n'),
          },
          ...options,
        }),
      follow(object, field) {
        const followed = trail(kubectl, namespace, object, field);
        trails.push(followed);
        return followed;
      },
      read: (resource, name, path) => kubectl('get', resource, name, '-n', namespace, `--output=jsonpath=${path}`),
    });
  } finally {
    await Promise.all(trails.map((each) => each.stop()));
    await kubectl('delete', 'namespace', namespace, '--ignore-not-found', '--wait=false');
  }
}

/** @throws {Skipped} where clients cannot reach a Service directly. */
export function reachable({
  addressOf,
  deployer,
}: ClusterUnderTest): Required<Pick<ClusterUnderTest, 'addressOf'>> & { readonly deployer: string } {
  if (addressOf === undefined || deployer === undefined)
    throw new Skipped('its clients call a Service by its address, which only the cluster of "npm run cluster" allows');
  return { addressOf, deployer };
}

/** For every strategy: who changes a tier's strategy does not change its Role first. */
function rights(manifests: readonly Manifest[], namespace: string): readonly object[] {
  return [
    minimumRole(manifests, { name: DEPLOYER, namespace, strategy: 'blueGreen' }),
    deployerBinding(DEPLOYER, namespace),
  ];
}
