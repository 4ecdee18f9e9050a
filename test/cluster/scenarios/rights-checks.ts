import type { PolicyRule } from '../../../engine/rollout/preflight/rights.ts';
import { minimumRole } from '../../../engine/rollout/preflight/role.ts';
import { FOLDERS } from '../bring-up/layout.ts';
import type { Outsider } from '../cluster-under-test.ts';
import { type Asked, authorizer } from '../machine/authorizer.ts';
import { holding } from '../machine/lock.ts';
import { type Check, Skipped, type Surroundings } from '../scenario-run/check.ts';
import { must } from '../scenario-run/must.ts';
import { openStage } from '../scenario-run/stage.ts';
import { type Manifest, WEB, web } from './workload.ts';

/** One suite at a time answers for the outsider. */
const LOCK = `${FOLDERS.run}-authorizer.lock`;

/** Rights that no list shows, as those of GKE's IAM: asked one by one, and never refused because they are not listed. */
export const RIGHTS_CHECKS: readonly Check[] = [
  {
    name: 'rights: those that a webhook alone gives are enough, and one that it does not give is refused by name',
    async run(around) {
      const { outsider } = around.cluster;
      if (around.cluster.builder === undefined) throw new Skipped('no registry was named that this cluster pulls from');
      if (outsider === undefined)
        throw new Skipped('its API server asks nobody outside of it; "npm run cluster -- up" brings up one that does');
      return await holding(
        LOCK,
        'answering for the outsider',
        600,
        () => {},
        () => rollOut(around, outsider),
      );
    },
  },
];

async function rollOut(around: Surroundings, outsider: Outsider): Promise<string> {
  const manifests: readonly Manifest[] = web({ image: around.images('first'), replicas: 1 });
  const cluster = { ...around.cluster, deployer: outsider.kubeconfig };
  const stage = await openStage('s40', WEB, manifests, { github: around.github, cluster });
  const { rules } = minimumRole(manifests, { name: WEB, namespace: stage.namespace });
  let given: readonly PolicyRule[] = rules.filter(({ resources }) => !resources.includes('events'));
  const outside = await authorizer(
    outsider.port,
    (asked) => asked.namespace === stage.namespace && given.some((rule) => covers(rule, asked)),
  );
  try {
    const refused = must(await stage.rollOut(manifests), {
      outcome: 'refused',
      sentence: /^We may not list, watch events in namespace "[^"]+"\. Add this rule to the Role of the deployer/,
    });
    given = rules;
    // Longer than the API server remembers an answer.
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    const done = must(await around.turns(() => stage.rollOut(manifests)), { outcome: 'complete' });
    return `asked ${outside.asked.length} times\n${refused}\n${done}`;
  } finally {
    await outside.close();
    await stage.close();
  }
}

const covers = ({ verbs, apiGroups, resources }: PolicyRule, asked: Asked): boolean => {
  const { verb = '', group = '', resource = '', subresource = '' } = asked;
  return (
    verbs.includes(verb) &&
    apiGroups.includes(group) &&
    resources.includes(subresource === '' ? resource : `${resource}/${subresource}`)
  );
};
