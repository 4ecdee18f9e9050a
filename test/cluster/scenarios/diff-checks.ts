import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { CONFIG, strangersFolder } from '../../unit/cli/config/config-world.ts';
import { finish } from '../machine/command.ts';
import type { Check } from '../scenario-run/check.ts';

const CLI = join(import.meta.dirname, '../../../cli/sluice.ts');

/** What a push would change, told by an API server of the real kind. */
export const DIFF_CHECKS: readonly Check[] = [
  {
    name: 'diff: what a rollout to a tier would change is told by dry runs, what is as it would be is not, and nothing is written',
    async run({ cluster: { kubectl } }) {
      const namespace = `sluice-diff-${randomBytes(3).toString('hex')}`;
      const at = strangersFolder({
        'sluice.config.ts': CONFIG.replace("tier('live', {", `tier('live', { namespace: '${namespace}',`),
      });
      // Other checks of this process have clocks.
      const sluice = async (...args: readonly string[]): Promise<string> => {
        const { stdout, stderr } = await finish(process.execPath, ['--no-warnings', CLI, ...args], { cwd: at.root });
        return `${stdout}${stderr}`;
      };
      const diff = () => sluice('rollout', 'diff', 'live', '--kubeconfig', kubectl.kubeconfig);
      try {
        expectAll(await diff(), ['  + Deployment "shop" is created', `  + Namespace "${namespace}" is missing`]);
        await sluice('synth');
        await kubectl('apply', '--filename', `${at.root}/k8s/bootstrap/live.yaml`);
        await kubectl(
          'apply',
          '--server-side',
          '--field-manager=sluice',
          '--kustomize',
          `${at.root}/k8s/overlays/live`,
        );
        const written = await diff();
        expectAll(written, ['  ~ Deployment "shop"', 'spec.template.spec.containers[shop].image: ']);
        expectNone(written, ['is created', 'is missing', 'replicas', 'Service "shop"']);
        await kubectl('scale', 'deployment/shop', '--replicas=3', '--namespace', namespace);
        const scaled = await diff();
        expectAll(scaled, ['spec.replicas: 3 → ', '.spec.replicas belongs to "kubectl"']);
        must((await diff()) === scaled, 'Asked again, it says something else: it has written something.');
        return 'created, as it would be, changed by hand';
      } finally {
        at.discard();
        await kubectl('delete', 'namespace', namespace, '--ignore-not-found', '--wait=false');
      }
    },
  },
];

function must(holds: boolean, sentence: string): void {
  if (!holds) throw new Error(sentence);
}

const expectAll = (said: string, parts: readonly string[]): void => {
  for (const part of parts) must(said.includes(part), `It does not say ${JSON.stringify(part)}:\n${said}`);
};
const expectNone = (said: string, parts: readonly string[]): void => {
  for (const part of parts) must(!said.includes(part), `It says ${JSON.stringify(part)}:\n${said}`);
};
