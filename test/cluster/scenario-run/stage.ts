import { randomBytes } from 'node:crypto';
import { stringify } from 'yaml';
import { rollout } from '../../../actions/rollout/contract.ts';
import type { Strategy } from '../../../domain/strategy.ts';
import type { KubernetesObject } from '../../../engine/rollout/cluster.ts';
import { minimumRole } from '../../../engine/rollout/preflight/role.ts';
import { DEPLOYER, deployerBinding } from '../parts/accounts.ts';
import { type ActionStep, runAction, type StepResult } from '../run-action.ts';
import type { Surroundings } from './check.ts';

type Around = Pick<Surroundings, 'cluster' | 'github' | 'search'>;

/** A namespace of its own in which releases are rolled out by the bundled action, with the least Role for them. */
export interface Stage {
  readonly namespace: string;
  /** @param inputs of the action, besides those that the stage knows */
  rollOut(
    manifests: readonly object[],
    inputs?: Readonly<Record<string, string>>,
    options?: Pick<ActionStep, 'onStart'>,
  ): Promise<StepResult>;
  close(): Promise<void>;
}

/** @param all everything that will be rolled out */
export async function openStage(
  id: string,
  service: string,
  all: readonly KubernetesObject[],
  { cluster, github, search }: Around,
  strategy: Strategy['kind'] = 'rolling',
): Promise<Stage> {
  const { kubectl, deployer } = cluster;
  const namespace = `sluice-test-${id}-${randomBytes(2).toString('hex')}`;
  await kubectl('create', 'namespace', namespace);
  if (deployer !== undefined) await kubectl.apply(rightsFor(all, namespace, strategy, service));
  return {
    namespace,
    rollOut: async (manifests, inputs = {}, options = {}) => {
      const step = await runAction({
        contract: rollout,
        with: { service, tier: 'dev', namespace, manifests: 'manifests.yaml', ...inputs },
        github,
        run: github.newRun(Object.fromEntries(rollout.permissions.map(({ scope, level }) => [scope, level]))),
        env: { KUBECONFIG: deployer ?? kubectl.kubeconfig },
        workspace: { 'manifests.yaml': manifests.map((each) => stringify(each)).join('---\n') },
        ...options,
      });
      search?.addStep(namespace, step);
      return step;
    },
    close: async () => {
      await search?.addNamespace(kubectl, namespace);
      await kubectl('delete', 'namespace', namespace, '--ignore-not-found', '--wait=false');
    },
  };
}

/** The least Role for these objects: every scenario shows that it is enough. */
function rightsFor(
  all: readonly KubernetesObject[],
  namespace: string,
  strategy: Strategy['kind'],
  service: string,
): readonly object[] {
  return [
    minimumRole(all, { name: DEPLOYER, namespace, strategy, services: [service] }),
    deployerBinding(DEPLOYER, namespace),
  ];
}
