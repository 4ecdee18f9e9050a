import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Kubectl } from '../../../cluster/bring-up/kubectl.ts';
import { endProcesses, startDaemon } from '../../../cluster/machine/daemon.ts';
import { freePorts } from '../../../cluster/machine/ports.ts';
import { type Manifest, WEB } from '../../../cluster/scenarios/workload.ts';
import { trail } from '../../../cluster/traffic/trail.ts';
import type { BenchClass } from '../bench-class.ts';
import type { Contender, Judged } from '../contender.ts';
import { plainNamespace } from './plain-namespace.ts';

const STATE = ['.status.phase', '.metadata.generation', '.status.observedGeneration', '.status.message'].join('}|{');

/** Argo's controller, one a namespace and outside the cluster, which needs no image of it. The Deployment becomes a Rollout with the
 *  same pods; `progressDeadlineAbort` so that it goes back by itself, which it does not by default. */
export const argoRollouts = (program: string, kubectl: Kubectl, version: string): Contender => ({
  name: 'argo-rollouts',
  version,
  restores: true,
  async enter(benchClass) {
    const { id, limits } = benchClass;
    const { namespace, close } = await plainNamespace(kubectl, id, 'argo');
    const folder = await mkdtemp(join(tmpdir(), 'sluice-argo-'));
    // Others of this run look for ports at the same time.
    const from = 21_000 + Math.floor(Math.random() * 4000);
    const ports = await freePorts({ metrics: from, health: from + 1 });
    const args = [
      ...['--namespaced', '--namespace', namespace, '--kubeconfig', kubectl.kubeconfig, '--leader-elect=false'],
      ...['--metricsPort', String(ports.metrics), '--healthzPort', String(ports.health), '--loglevel', 'warn'],
    ];
    const env = { PATH: process.env['PATH'], HOME: folder };
    const controller = await startDaemon('rollouts-controller', program, args, { log: join(folder, 'log'), env });
    const followed = trail(kubectl, namespace, ['rollouts.argoproj.io', WEB], STATE);
    const apply = (objects: readonly Manifest[]) =>
      kubectl.apply(
        objects.map((object) => rolloutOf(object, benchClass)),
        '--namespace',
        namespace,
      );
    return {
      namespace,
      async prepare(objects) {
        await apply(objects);
        await followed.until('the Rollout before to be healthy', (value) => phaseIn(value) === 'Healthy', 120);
      },
      async deploy(objects): Promise<Judged> {
        const start = Date.now();
        await apply(objects);
        const ended = (value: string) => ['Healthy', 'Degraded'].includes(phaseIn(value));
        try {
          const begun = await followed.until('the Rollout to begin', (value) => !ended(value), limits.cut, start);
          const at = await followed.until('the Rollout to end', ended, limits.cut - (begun - start) / 1000, begun);
          const said = followed.steps.find((step) => step.at === at)?.value ?? '';
          const verdict = phaseIn(said) === 'Healthy' ? 'complete' : 'failed';
          return { verdict, seconds: (at - start) / 1000, said };
        } catch {
          return { verdict: 'none', seconds: limits.cut, said: followed.steps.at(-1)?.value ?? '' };
        }
      },
      async close() {
        await followed.stop();
        await endProcesses([controller], 5);
        await rm(folder, { recursive: true, force: true });
        await close();
      },
    };
  },
});

/** The phase, once the controller has seen the Rollout as it is; pure. */
export function phaseIn(value: string): string {
  const [phase = '', generation, observed] = value.split('|');
  return generation === observed ? phase : '';
}

/** A Deployment as Argo's Rollout; everything else as it is; pure. */
export function rolloutOf(object: Manifest, { strategy }: Pick<BenchClass, 'strategy'>): Manifest {
  if (object.kind !== 'Deployment' || strategy === undefined) return object;
  const spec = { ...(object.spec as object), strategy: strategy.argo, progressDeadlineAbort: true };
  return { ...object, apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', spec };
}

/** Argo's own kinds for the time of `work`: they belong to the whole cluster.
 *  @param folder with the manifests of the module that the controller is built from */
export async function withArgoKinds<T>(kubectl: Kubectl, folder: string, work: () => Promise<T>): Promise<T> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('-crd.yaml'));
  const files = names.flatMap((name) => ['-f', join(folder, name)]);
  await kubectl('apply', '--server-side', ...files);
  try {
    await kubectl('wait', '--for=condition=Established', '--timeout=30s', ...files);
    return await work();
  } finally {
    await kubectl('delete', '--ignore-not-found', '--wait=false', ...files);
  }
}
