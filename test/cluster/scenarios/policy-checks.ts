import { type Edge, gateway, nginx } from '../../../domain/edge/edge.ts';
import { tierBootstrap } from '../../../manifests-src/bootstrap/tier-bootstrap.ts';
import { edged } from '../../fixtures/edged.ts';
import { INSIDE } from '../../fixtures/inside.ts';
import type { Kubectl } from '../bring-up/kubectl.ts';
import { FOLDERS } from '../bring-up/layout.ts';
import type { ImageBuilder } from '../image-builder.ts';
import { holding } from '../machine/lock.ts';
import { speaker } from '../machine/speaker.ts';
import { until } from '../machine/until.ts';
import { withOutside } from '../policies/outside.ts';
import { withPods } from '../policies/pods.ts';
import { withPolicyEngine } from '../policies/policy-engine.ts';
import { answered, callText } from '../policies/reach.ts';
import { type Check, Skipped, type Surroundings } from '../scenario-run/check.ts';
import { PODS, ROWS, type Row, TIERS } from './policy-rows.ts';

/** The kernel's tables and these namespaces are there once. */
const LOCK = `${FOLDERS.run}-policies.lock`;
/** How long the engine may take to do what a policy says. */
const ENFORCED_WITHIN = 60;

type EdgeKind = keyof typeof ROWS;

const EDGES: Readonly<Record<EdgeKind, Edge>> = {
  gateway: gateway(),
  nginx: nginx({ email: 'operators@example.com' }),
};

/** Off in every other suite: the engine judges all pods of the node. */
export const POLICY_CHECKS: readonly Check[] = [
  {
    name: 'policies: what they allow is answered and the rest is not, by both edges, and everything is without them',
    alone: true,
    async run({ cluster }: Surroundings) {
      const { builder, kubectl, addressOf } = cluster;
      if (builder === undefined || addressOf === undefined)
        throw new Skipped('an engine for policies can be put beside the tests’ own cluster alone');
      const say = speaker();
      return await holding(LOCK, 'enforcing policies', 600, say, () => enforce(kubectl, builder, say));
    },
  },
];

const enforce = (kubectl: Kubectl, builder: ImageBuilder, say: (line: string) => void): Promise<string> =>
  withOutside(() =>
    withPods(PODS, kubectl, builder, (addresses) =>
      withPolicyEngine(kubectl.kubeconfig, say, async () => {
        const open = async (rows: readonly Row[]): Promise<string> => {
          await until('everybody to be answered without policies', ENFORCED_WITHIN, async () => {
            const passed = await answered(rows, PODS, addresses, kubectl);
            return unlike(rows, passed, () => true);
          });
          return `${rows.length} calls answered without policies`;
        };
        const told = [await open(ROWS.gateway)];
        for (const [kind, edge] of Object.entries(EDGES) as [EdgeKind, Edge][]) {
          const rows: readonly Row[] = ROWS[kind];
          await kubectl.apply(policies(edge));
          await until(`the policies of ${kind} to be enforced`, ENFORCED_WITHIN, async () => {
            const passed = await answered(rows, PODS, addresses, kubectl);
            return unlike(rows, passed, ({ passes }) => passes);
          });
          const allowed = rows.filter(({ passes }) => passes).length;
          told.push(`${kind}: ${allowed} answered, ${rows.length - allowed} not`);
        }
        for (const namespace of Object.values(TIERS))
          await kubectl('delete', 'networkpolicy', '--all', '--namespace', namespace);
        // Whoever did not answer was there all the time.
        told.push(await open(ROWS.nginx));
        return told.join('\n');
      }),
    ),
  );

/** @returns true when every call went as wanted. @throws an Error that names each that did not. */
function unlike(rows: readonly Row[], passed: ReadonlySet<Row>, wanted: (row: Row) => boolean): true {
  const wrong = rows.filter((row) => passed.has(row) !== wanted(row));
  if (wrong.length === 0) return true;
  const sentences = wrong.map((row) => `${callText(row)} was ${passed.has(row) ? 'answered' : 'not answered'}`);
  throw new Error(`${wrong.length} of ${rows.length} calls went otherwise: ${sentences.join('; ')}`);
}

/** The policies of both tiers, as an administrator applies them. */
const policies = (edge: Edge): readonly object[] => {
  const open = edged(edge);
  const of = {
    ...open,
    tiers: open.tiers.map((tier) => (tier.name === 'staging' ? { ...tier, verify: INSIDE } : tier)),
  };
  return Object.entries(TIERS).flatMap(([name, namespace]) =>
    of.tiers
      .filter((tier) => tier.name === name)
      .flatMap((tier) => tierBootstrap({ ...tier, namespace }, of))
      .filter(({ kind }) => kind === 'NetworkPolicy'),
  );
};
