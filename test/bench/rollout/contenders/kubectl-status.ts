import type { Kubectl } from '../../../cluster/bring-up/kubectl.ts';
import type { Contender } from '../contender.ts';
import { judge, plainNamespace } from './plain-namespace.ts';

/** `kubectl apply`, then `kubectl rollout status`. It knows no Jobs; those are waited for by `kubectl wait`.
 *  @param name whoever judges after `kubectl apply` enters in the same way */
export const kubectlStatus = (kubectl: Kubectl, name: 'kubectl' | 'kubedog', version: string): Contender => ({
  name,
  version,
  restores: false,
  async enter({ id, followed, limits }) {
    const { namespace, close } = await plainNamespace(kubectl, id, name);
    const inNamespace = ['--namespace', namespace];
    const env = { PATH: process.env['PATH'], HOME: '/nonexistent' };
    const wait = (resource: string, name: string) =>
      resource === 'job'
        ? ['wait', `job/${name}`, '--for=condition=complete', `--timeout=${limits.cut}s`]
        : ['rollout', 'status', `${resource}/${name}`];
    return {
      namespace,
      close,
      async prepare(objects) {
        await kubectl.apply(objects, ...inNamespace);
        for (const { kind, metadata } of objects.filter(({ kind }) => ROLLED.includes(kind)))
          await kubectl(
            'rollout',
            'status',
            `${kind.toLowerCase()}/${metadata.name}`,
            '--timeout=120s',
            ...inNamespace,
          );
      },
      async deploy(objects) {
        const start = performance.now();
        await kubectl.apply(objects, ...inNamespace);
        const args = ['--kubeconfig', kubectl.kubeconfig, ...wait(...followed), ...inNamespace];
        return await judge(kubectl.program, args, { start, cut: limits.cut, env });
      },
    };
  },
});

export const ROLLED: readonly string[] = ['Deployment', 'StatefulSet', 'DaemonSet'];
