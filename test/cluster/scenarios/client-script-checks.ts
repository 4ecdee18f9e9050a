import { compared } from '../../clients/compare.ts';
import { play } from '../../clients/play.ts';
import { clients } from '../../clients/programs.ts';
import { SCRIPTS } from '../../clients/scripts.ts';
import { withEmbeddedCluster } from '../../trace/embedded.ts';
import { speaker } from '../machine/speaker.ts';
import type { Check } from '../scenario-run/check.ts';

const COMMANDS = SCRIPTS.reduce((sum, { steps }) => sum + steps.length, 0);

/** What people do with kubectl and helm, on this cluster and on the embedded one at the same time. */
export const CLIENT_SCRIPT_CHECKS: readonly Check[] = [
  {
    name: `${COMMANDS} commands of kubectl, helm 3 and helm 4 are answered alike by the embedded and by this cluster`,
    alone: true,
    async run({ cluster }) {
      const programs = await clients(speaker());
      const [real, embedded] = await Promise.all([
        play(cluster.kubectl.kubeconfig, programs, SCRIPTS),
        withEmbeddedCluster((kubeconfig) => play(kubeconfig, programs, SCRIPTS)),
      ]);
      const different = compared(
        SCRIPTS,
        (name) => real.get(name) ?? null,
        (name) => embedded.get(name) ?? null,
      ).filter(({ equal }) => !equal);
      if (different.length > 0)
        throw new Error(different.map(({ name, difference }) => `${name}\n${difference}`).join('\n'));
      return `${SCRIPTS.length} scripts equal`;
    },
  },
];
