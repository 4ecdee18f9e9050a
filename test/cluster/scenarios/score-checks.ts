import { join } from 'node:path';
import type { Delivery } from '../../../domain/delivery.ts';
import { type Edge, gateway, nginx } from '../../../domain/edge/edge.ts';
import { blueGreen, canary, rolling } from '../../../domain/strategy.ts';
import { kustomizeTree } from '../../../manifests-src/kustomize-tree.ts';
import { buildKustomization } from '../../../manifests-src/render/build.ts';
import { edged } from '../../fixtures/edged.ts';
import { built } from '../binaries/build.ts';
import { KUBE_SCORE } from '../binaries/recipe.ts';
import { finish } from '../machine/command.ts';
import { speaker } from '../machine/speaker.ts';
import type { Check } from '../scenario-run/check.ts';

const EDGES: readonly Edge[] = [gateway(), nginx({ email: 'operators@example.com' })];
const STRATEGIES = [rolling(), blueGreen(), canary()] as const;

/** What is right all the same, by rule and object. */
const EXCEPTIONS: readonly (readonly [rule: string, object: RegExp])[] = [
  // A digest names the same bytes however often they are pulled; the rule is about tags.
  ['container-image-pull-policy', /^Deployment\//],
  // cert-manager makes its pods, when a certificate is due.
  ['networkpolicy-targets-pod', /\/edge-acme-solver$/],
];
/** A release says which bytes, as the rollout does. */
const DIGEST = `sha256:${'a'.repeat(64)}`;
/** What kube-score calls critical. */
const CRITICAL = 1;

/** Judged by rules that are not ours. */
export const SCORE_CHECKS: readonly Check[] = [
  {
    name: 'manifests: kube-score finds nothing critical in any tier, by both edges and all strategies, but for two exceptions',
    async run() {
      const program = join(await built(KUBE_SCORE, speaker()), 'kube-score');
      const trees = EDGES.flatMap((edge) => STRATEGIES.flatMap((strategy) => treesOf(edged(edge, strategy))));
      const findings: string[] = [];
      let objects = 0;
      for (const { name, manifests } of trees) {
        const scored = await score(program, manifests);
        objects += scored.length;
        findings.push(...scored.flatMap((each) => criticalOf(each).map((what) => `${name}: ${what}`)));
      }
      if (objects === 0) throw new Error('kube-score has judged nothing.');
      if (findings.length > 0) throw new Error(`${findings.length} findings:\n${findings.join('\n')}`);
      return `${objects} objects of ${trees.length} trees`;
    },
  },
];

/** Each tier of a delivery with what bounds it, as one list. */
function treesOf(of: Delivery): readonly { readonly name: string; readonly manifests: string }[] {
  const files = new Map(kustomizeTree(of).map(({ path, content }) => [path, content]));
  const folder = (path: string) => buildKustomization(`${of.root}/k8s/${path}`, (file) => files.get(file));
  const bounds = folder('bootstrap');
  return of.tiers.map((tier) => {
    const items = [
      ...folder(`overlays/${tier.name}`),
      ...bounds.filter(({ metadata }) => Object(metadata).namespace === tier.namespace),
    ];
    const text = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
    const name = `${of.edge?.kind} ${tier.rollout.kind} ${tier.name}`;
    return { name, manifests: text.replace(/"image":"([^"@]+)"/g, `"image":"registry.example/$1@${DIGEST}"`) };
  });
}

interface Scored {
  readonly object_name: string;
  readonly checks: readonly {
    readonly check: { readonly id: string };
    readonly grade: number;
    readonly skipped: boolean;
  }[];
}

async function score(program: string, manifests: string): Promise<readonly Scored[]> {
  const args = ['score', '-', '--output-format', 'json', '--exit-one-on-warning=false'];
  const { stdout } = await finish(program, args, { input: manifests });
  return JSON.parse(stdout) ?? [];
}

const criticalOf = ({ object_name, checks }: Scored): readonly string[] =>
  checks
    .filter(({ grade, skipped }) => !skipped && grade === CRITICAL)
    .filter(({ check }) => !EXCEPTIONS.some(([rule, object]) => check.id === rule && object.test(object_name)))
    .map(({ check }) => `${object_name} ${check.id}`);
