import type { Delivery } from '../../../domain/delivery.ts';
import { EDGE_MATRIX } from '../../fixtures/edge-matrix.ts';
import { builtIn } from '../../unit/manifests-src/edge/built.ts';
import type { Kubectl } from '../bring-up/kubectl.ts';
import { definitionsOf } from '../definitions/module-definitions.ts';
import { withDefinitions } from '../definitions/with-definitions.ts';
import { GKE_KINDS } from '../gateway/gke-kinds.ts';
import type { Check } from '../scenario-run/check.ts';
import { inOwnNamespaces } from './own-namespaces.ts';

/** Names of fields that it does not know are errors, and what it warns of is one, too. */
const STRICT = ['--server-side', '--validate=strict', '--warnings-as-errors'] as const;
/** The same judgement, and nothing is kept of it. */
const ASKED = [...STRICT, '--dry-run=server'] as const;

/** What a generated tree with an edge has, whatever the edge, the strategy and the names of tiers. */
export const EDGE_TREE_CHECKS: readonly Check[] = [
  {
    name: 'manifests: an API server with all kinds and restricted pods takes every object of every edge',
    // Kinds that everybody else would see.
    alone: true,
    async run({ cluster: { kubectl } }) {
      const kinds = [...GKE_KINDS, ...(await definitionsOf('gateway-api')), ...(await definitionsOf('cert-manager'))];
      const counts = await withDefinitions(kubectl, kinds, async () => {
        const all: number[] = [];
        for (const { edge, strategy, names, delivery } of EDGE_MATRIX) {
          const apart = inOwnNamespaces(delivery);
          try {
            all.push(await taken(kubectl, apart));
          } catch (error) {
            throw new Error(`${edge} with ${strategy}, told apart by ${names}: ${error}`, { cause: error });
          } finally {
            await kubectl('delete', 'namespace', ...namespacesOf(apart), '--ignore-not-found', '--wait=false');
          }
        }
        return all;
      });
      return `${counts.length} deliveries, ${counts.reduce((sum, count) => sum + count, 0)} objects`;
    },
  },
];

const namespacesOf = ({ tiers }: Delivery): readonly string[] => tiers.map(({ namespace }) => namespace);

/** Applies a delivery as an administrator and the deployers of its tiers do, but for pods: each Deployment is asked about, and the pod that it
 *  would make. @returns how many objects were taken */
async function taken(kubectl: Kubectl, of: Delivery): Promise<number> {
  const bootstrap = builtIn(of, 'bootstrap');
  await kubectl.apply(bootstrap, ...STRICT);
  const released = of.tiers.flatMap(({ name }) => builtIn(of, `overlays/${name}`));
  const deployments = released.filter(({ kind }) => kind === 'Deployment');
  await kubectl.apply(
    released.filter((each) => !deployments.includes(each)),
    ...STRICT,
  );
  await kubectl.apply(deployments, ...ASKED);
  const pods = deployments.map(podOf);
  await kubectl.apply(pods, ...ASKED);
  await refusesRoot(kubectl, pods[0]);
  return bootstrap.length + released.length + pods.length;
}

interface Pod {
  readonly metadata: object;
  readonly spec: object;
}

function podOf({ metadata, spec }: ReturnType<typeof builtIn>[number]): Pod {
  const { template } = Object(spec);
  const { name, namespace } = metadata;
  return { ...template, apiVersion: 'v1', kind: 'Pod', metadata: { ...template.metadata, name, namespace } };
}

/** Else that all pods were taken would say nothing. */
async function refusesRoot(kubectl: Kubectl, pod: Pod | undefined): Promise<void> {
  const root = { ...pod, spec: { ...pod?.spec, securityContext: {} } };
  const said = await kubectl.apply([root], ...ASKED).catch(String);
  if (!said.includes('violates PodSecurity "restricted')) throw new Error(`A pod as root was taken: ${said}`);
}
