import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Kubectl } from '../../../cluster/bring-up/kubectl.ts';
import { finish, run } from '../../../cluster/machine/command.ts';
import { type Manifest, WEB } from '../../../cluster/scenarios/workload.ts';
import type { Contender } from '../contender.ts';
import { lastWords, plainNamespace, verdictOf } from './plain-namespace.ts';

/** helm logs this before it rolls back, which is when somebody who reads along knows
 *  (https://github.com/helm/helm/blob/v4.3.1/pkg/action/upgrade.go#L528). */
const FAILED = /upgrade failed/i;

/** `helm upgrade --rollback-on-failure --wait`: a chart of these very objects. */
export const helm = (program: string, kubectl: Kubectl, version: string): Contender => ({
  name: 'helm',
  version,
  restores: true,
  async enter({ id, limits, firstBy }) {
    const { namespace, close } = await plainNamespace(kubectl, id, 'helm');
    const home = await mkdtemp(join(tmpdir(), 'sluice-helm-'));
    const chart = join(home, 'chart');
    const env = { PATH: process.env['PATH'], HOME: home };
    const common = ['--kubeconfig', kubectl.kubeconfig, '--namespace', namespace, '--wait', '--wait-for-jobs'];
    const timeout = limits.helm === undefined ? [] : ['--timeout', `${limits.helm}s`];
    const adopting = firstBy === undefined ? [] : ['--install', '--take-ownership'];
    return {
      namespace,
      async prepare(objects) {
        await writeChart(chart, objects);
        await run(program, ['install', WEB, chart, ...common], { env });
      },
      async deploy(objects) {
        const start = performance.now();
        const since = () => (performance.now() - start) / 1000;
        await writeChart(chart, objects);
        let told: number | undefined;
        const finished = await finish(
          program,
          ['upgrade', WEB, chart, ...common, ...timeout, ...adopting, '--rollback-on-failure'],
          {
            env,
            // Its rollback may take as long again as the upgrade; a verdict that came before the cut counts.
            seconds: limits.cut * 2,
            onLine: (line) => {
              if (FAILED.test(line)) told ??= since();
            },
          },
        );
        return {
          verdict: told === undefined ? verdictOf(finished) : 'failed',
          seconds: told ?? since(),
          said: lastWords(finished),
        };
      },
      async close() {
        await rm(home, { recursive: true, force: true });
        await close();
      },
    };
  },
});

async function writeChart(folder: string, objects: readonly Manifest[]): Promise<void> {
  await mkdir(join(folder, 'templates'), { recursive: true });
  await writeFile(join(folder, 'Chart.yaml'), stringify({ apiVersion: 'v2', name: WEB, version: '1.0.0' }));
  await writeFile(join(folder, 'templates', 'all.yaml'), objects.map((each) => stringify(each)).join('---\n'));
}
