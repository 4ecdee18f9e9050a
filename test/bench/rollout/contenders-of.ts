import { KUBERNETES_VERSION } from '../../cluster/binaries/recipe.ts';
import type { ClusterUnderTest } from '../../cluster/cluster-under-test.ts';
import type { FakeGitHub } from '../../cluster/fake-github.ts';
import { bundleKey } from '../../cluster/load-run/kept-rows.ts';
import type { Contender, ToolName } from './contender.ts';
import { argoRollouts } from './contenders/argo-rollouts.ts';
import { helm } from './contenders/helm.ts';
import { kubectlStatus } from './contenders/kubectl-status.ts';
import { kubedog } from './contenders/kubedog.ts';
import { sluice } from './contenders/sluice.ts';
import { peerProgram } from './peer-programs.ts';

interface Around {
  readonly cluster: ClusterUnderTest;
  readonly github: FakeGitHub;
  readonly say: (line: string) => void;
}

const MAKERS: Readonly<Record<ToolName, (around: Around) => Promise<Contender>>> = {
  sluice: async (around) => sluice(around, bundleKey()),
  kubectl: async ({ cluster }) => kubectlStatus(cluster.kubectl, 'kubectl', KUBERNETES_VERSION),
  helm: async ({ cluster, say }) => {
    const { program, version } = await peerProgram('helm', say);
    return helm(program, cluster.kubectl, version);
  },
  kubedog: async ({ cluster, say }) => {
    const { program, version } = await peerProgram('kubedog', say);
    return kubedog(program, cluster.kubectl, version);
  },
  'argo-rollouts': async ({ cluster, say }) => {
    const { program, version } = await peerProgram('argo-rollouts', say);
    return argoRollouts(program, cluster.kubectl, version);
  },
};

/** The tools of these names, built where the cache does not have them, one after the other: a build takes all processors.
 *  Argo Rollouts is left out, and that is said, where it does not build: it is compared with in few classes. */
export async function contendersOf(names: readonly ToolName[], around: Around): Promise<readonly Contender[]> {
  const made: Contender[] = [];
  for (const name of names) {
    try {
      made.push(await MAKERS[name](around));
    } catch (cause) {
      if (name !== 'argo-rollouts') throw cause;
      around.say(`without ${name}, which does not build here: ${cause instanceof Error ? cause.message : cause}`);
    }
  }
  return made;
}
