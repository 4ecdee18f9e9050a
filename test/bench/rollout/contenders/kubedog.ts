import type { Kubectl } from '../../../cluster/bring-up/kubectl.ts';
import type { Manifest } from '../../../cluster/scenarios/workload.ts';
import type { Contender } from '../contender.ts';
import { kubectlStatus } from './kubectl-status.ts';
import { judge } from './plain-namespace.ts';

/** `kubectl apply`, then `kubedog multitrack` of every workload with its own defaults: the second error of a workload fails. */
export const kubedog = (program: string, kubectl: Kubectl, version: string): Contender => ({
  name: 'kubedog',
  version,
  restores: false,
  async enter(benchClass, all) {
    const contest = await kubectlStatus(kubectl, 'kubedog', version).enter(benchClass, all);
    const { namespace } = contest;
    return {
      ...contest,
      async deploy(objects) {
        const start = performance.now();
        await kubectl.apply(objects, '--namespace', namespace);
        return await judge(program, ['multitrack', '--kube-config', kubectl.kubeconfig], {
          start,
          cut: benchClass.limits.cut,
          env: { PATH: process.env['PATH'], HOME: '/nonexistent', KUBEDOG_NO_COLOR: '1' },
          input: JSON.stringify(multitrackSpecs(objects, namespace)),
        });
      },
    };
  },
});

/** What `kubedog multitrack` reads: the workloads of these objects; pure. */
export function multitrackSpecs(objects: readonly Manifest[], namespace: string): object {
  const named = (kind: string) =>
    objects
      .filter((object) => object.kind === kind)
      .map(({ metadata }) => ({ ResourceName: metadata.name, Namespace: namespace }));
  return {
    Deployments: named('Deployment'),
    StatefulSets: named('StatefulSet'),
    DaemonSets: named('DaemonSet'),
    Jobs: named('Job'),
  };
}
