import { CASES } from '../../trace/cases.ts';
import { compareTraces } from '../../trace/compare.ts';
import { withEmbeddedCluster } from '../../trace/embedded.ts';
import type { Check } from '../scenario-run/check.ts';

/** The scripts of API calls, played on this cluster and on the embedded one at the same time: nothing recorded stands between. */
export const TRACE_CHECKS: readonly Check[] = [
  {
    name: `${CASES.length} scripts of API calls are answered alike by the embedded and by this cluster`,
    alone: true,
    async run({ cluster }) {
      const compared = await withEmbeddedCluster((embedded) => compareTraces(cluster.kubectl.kubeconfig, embedded));
      const different = compared.filter(({ equal }) => !equal);
      if (different.length > 0)
        throw new Error(different.map(({ name, difference }) => `${name}\n${difference}`).join('\n'));
      return `${compared.length} equal`;
    },
  },
];
