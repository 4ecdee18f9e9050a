import type { Kubectl } from '../bring-up/kubectl.ts';
import { finish } from '../machine/command.ts';
import type { RolloutScenario } from '../scenarios/rollout-scenario.ts';
import { type Images, WEB } from '../scenarios/workload.ts';

/** How `kubectl rollout status` judged the same objects. */
export interface Baseline {
  readonly verdict: 'complete' | 'failed' | 'none';
  readonly seconds: number;
  /** Its last line. */
  readonly said: string;
}

/** Longer than this nobody waits for a number that is only compared with. */
export const CUT = 90;

/** Does to a namespace of its own what the scenario does, with kubectl alone, and times the last step. */
export async function kubectlBaseline(
  kubectl: Kubectl,
  namespace: string,
  scenario: RolloutScenario,
  images: Images,
): Promise<Baseline> {
  const inNamespace = ['--namespace', namespace];
  // Reading the schema first is no part of a rollout, and an embedded cluster has none to read.
  const apply = (objects: readonly object[]) => kubectl.apply(objects, '--validate=false', ...inNamespace);
  await apply([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }]);
  await apply(scenario.before(images));
  await kubectl('rollout', 'status', `deployment/${WEB}`, '--timeout=120s', ...inNamespace);
  if (scenario.meanwhile !== undefined) await apply(scenario.meanwhile);
  const start = performance.now();
  await apply(scenario.attempts.at(-1)?.manifests(images) ?? []);
  const { code, stdout, stderr } = await finish(
    kubectl.program,
    ['--kubeconfig', kubectl.kubeconfig, 'rollout', 'status', `deployment/${WEB}`, `--timeout=${CUT}s`, ...inNamespace],
    { env: { PATH: process.env['PATH'], HOME: '/nonexistent' } },
  );
  const seconds = (performance.now() - start) / 1000;
  const said = `${stdout}${stderr}`.trim().split('\n').at(-1) ?? '';
  return { verdict: code === 0 ? 'complete' : seconds >= CUT ? 'none' : 'failed', seconds, said };
}
