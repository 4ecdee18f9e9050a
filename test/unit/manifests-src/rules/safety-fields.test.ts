import { describe, expect, it } from '@jest/globals';
import { spreadGround } from '../../../../cli/manifests/ground.ts';
import { manifestsIn } from '../../../../cli/manifests/manifests-in.ts';
import { kustomizeTree } from '../../../../manifests-src/kustomize-tree.ts';
import { buildKustomization } from '../../../../manifests-src/render/build.ts';
import { judgeTrees } from '../../../../manifests-src/rules/rules.ts';
import type { Manifest, Tree } from '../../../../manifests-src/rules/tree.ts';
import { platform } from '../../../fixtures/platform.ts';

const files = new Map(kustomizeTree(platform).map(({ path, content }) => [path, content]));
const k8s = `${platform.root}/k8s`;

const tree = (name: string, objects: readonly unknown[]): Tree => ({
  name,
  objects: manifestsIn(JSON.stringify({ kind: 'List', items: objects }), name),
  kustomizations: [],
  platform: 'autopilot',
  isProduction: name === 'production',
});

const built = (folder: string): readonly unknown[] => buildKustomization(`${k8s}/${folder}`, (path) => files.get(path));
const trees = spreadGround([
  ...platform.tiers.map(({ name }) => tree(name, built(`overlays/${name}`))),
  tree('bootstrap', built('bootstrap')),
]);
const production = trees.find(({ name }) => name === 'production');

/** Where a safety field stands, and what it may become; nothing where it is only taken away. */
interface Field {
  readonly kind: string;
  readonly path: string;
  readonly weaker?: readonly unknown[];
}

const POD = 'spec.template.spec';
const CONTAINER = `${POD}.containers.0`;
const FIELDS: readonly Field[] = [
  { kind: 'Deployment', path: 'spec.replicas', weaker: [1, 0] },
  { kind: 'Deployment', path: 'spec.strategy.type', weaker: ['Recreate'] },
  { kind: 'Deployment', path: 'spec.strategy.rollingUpdate.maxUnavailable', weaker: [1, '50%'] },
  { kind: 'Deployment', path: `${POD}.automountServiceAccountToken`, weaker: [true] },
  { kind: 'Deployment', path: `${POD}.securityContext`, weaker: [{}] },
  { kind: 'Deployment', path: `${POD}.securityContext.runAsNonRoot`, weaker: [false] },
  { kind: 'Deployment', path: `${POD}.securityContext.runAsUser`, weaker: [0, 1000] },
  { kind: 'Deployment', path: `${POD}.securityContext.runAsGroup`, weaker: [0] },
  { kind: 'Deployment', path: `${POD}.securityContext.seccompProfile`, weaker: [{ type: 'Unconfined' }] },
  { kind: 'Deployment', path: `${POD}.terminationGracePeriodSeconds`, weaker: [15, 601] },
  { kind: 'Deployment', path: `${POD}.topologySpreadConstraints`, weaker: [[]] },
  { kind: 'Deployment', path: `${POD}.serviceAccountName`, weaker: ['other'] },
  { kind: 'Deployment', path: `${CONTAINER}.securityContext`, weaker: [{}] },
  { kind: 'Deployment', path: `${CONTAINER}.securityContext.allowPrivilegeEscalation`, weaker: [true] },
  { kind: 'Deployment', path: `${CONTAINER}.securityContext.readOnlyRootFilesystem`, weaker: [false] },
  {
    kind: 'Deployment',
    path: `${CONTAINER}.securityContext.capabilities`,
    weaker: [{ drop: [] }, { drop: ['ALL'], add: ['SYS_ADMIN'] }],
  },
  { kind: 'Deployment', path: `${CONTAINER}.resources`, weaker: [{}] },
  { kind: 'Deployment', path: `${CONTAINER}.resources.limits`, weaker: [{}] },
  { kind: 'Deployment', path: `${CONTAINER}.resources.limits.memory` },
  { kind: 'Deployment', path: `${CONTAINER}.resources.limits.ephemeral-storage` },
  { kind: 'Deployment', path: `${CONTAINER}.readinessProbe` },
  { kind: 'Deployment', path: `${CONTAINER}.livenessProbe` },
  { kind: 'Deployment', path: `${CONTAINER}.livenessProbe.httpGet.path`, weaker: ['/health/ready'] },
  { kind: 'Deployment', path: `${CONTAINER}.startupProbe` },
  { kind: 'Deployment', path: `${CONTAINER}.lifecycle` },
  { kind: 'Deployment', path: `${CONTAINER}.ports.0.name`, weaker: ['web'] },
  { kind: 'Service', path: 'spec.selector', weaker: [{ app: 'other' }] },
  { kind: 'Service', path: 'spec.ports.0.targetPort', weaker: ['web'] },
  { kind: 'PodDisruptionBudget', path: 'spec.maxUnavailable', weaker: [0, '0%'] },
  { kind: 'PodDisruptionBudget', path: 'spec.selector', weaker: [{ matchLabels: { app: 'other' } }] },
  { kind: 'NetworkPolicy', path: 'spec.podSelector', weaker: [{ matchLabels: { app: 'other' } }] },
  { kind: 'Namespace', path: 'metadata.labels', weaker: [{ 'pod-security.kubernetes.io/enforce': 'baseline' }] },
];
/** Without a value the other choice counts, and that is as good. */
const HARMLESS_WITHOUT: ReadonlySet<string> = new Set([
  'spec.strategy.type',
  'spec.strategy.rollingUpdate.maxUnavailable',
  // The account says it, too.
  `${POD}.automountServiceAccountToken`,
  `${POD}.terminationGracePeriodSeconds`,
  `${POD}.serviceAccountName`,
  `${CONTAINER}.livenessProbe.httpGet.path`,
  'spec.selector',
  'spec.ports.0.targetPort',
  'spec.maxUnavailable',
  'spec.podSelector',
]);
const MORE: readonly Required<Field>[] = [
  { kind: 'Deployment', path: `${POD}.hostNetwork`, weaker: [true] },
  { kind: 'Deployment', path: `${POD}.hostPID`, weaker: [true] },
  { kind: 'Deployment', path: `${POD}.volumes.0`, weaker: [{ name: 'tmp', hostPath: { path: '/' } }] },
  { kind: 'Deployment', path: `${CONTAINER}.securityContext.privileged`, weaker: [true] },
  { kind: 'Deployment', path: `${CONTAINER}.ports.0.hostPort`, weaker: [80] },
  { kind: 'Deployment', path: `${CONTAINER}.image`, weaker: ['nginx:latest', 'gcr.io/p/api:1'] },
  { kind: 'Deployment', path: `${CONTAINER}.env.0`, weaker: [{ name: 'DB_PASSWORD', value: 'hunter2' }] },
];
/** Kinds of which each object is taken away whole. */
const WHOLE = ['PodDisruptionBudget', 'NetworkPolicy', 'ResourceQuota', 'LimitRange', 'ServiceAccount'];

interface Change {
  readonly what: string;
  readonly objects: readonly Manifest[];
}

const objects = production?.objects ?? [];

const put = (value: unknown, names: readonly string[], end: unknown): unknown => {
  const [name = '', ...rest] = names;
  const copy: Record<string, unknown> = Array.isArray(value) ? Object.assign([], value) : { ...Object(value) };
  if (rest.length > 0) copy[name] = put(copy[name], rest, end);
  else if (end === undefined) delete copy[name];
  else copy[name] = end;
  return copy;
};

const changed = (object: Manifest, path: string, end: unknown): Change => ({
  what: `${object.kind} "${object.metadata.name}" ${path} ${end === undefined ? 'is gone' : `is ${JSON.stringify(end)}`}`,
  objects: objects.map((each) => (each === object ? (put(each, path.split('.'), end) as Manifest) : each)),
});

const changes: readonly Change[] = objects.flatMap((object) => [
  ...[...FIELDS, ...MORE]
    .filter(({ kind }) => kind === object.kind)
    .filter(({ path }) => path !== 'spec.podSelector' || object.metadata.name !== 'default-deny')
    .flatMap(({ path, weaker = [] }) =>
      [...(HARMLESS_WITHOUT.has(path) || MORE.some((more) => more.path === path) ? [] : [undefined]), ...weaker].map(
        (end) => changed(object, path, end),
      ),
    ),
  ...(WHOLE.includes(object.kind)
    ? [{ what: `${object.kind} "${object.metadata.name}" is gone`, objects: objects.filter((each) => each !== object) }]
    : []),
]);

describe('the manifests of a delivery', () => {
  it('are what no rule finds anything in, in every tier', () => {
    expect(judgeTrees(trees).map(({ tree: name, rule, finding }) => ({ name, rule: rule.id, ...finding }))).toEqual([]);
  });

  it(`lose none of ${changes.length} safety fields unnoticed`, () => {
    const unnoticed = changes.filter(
      (change) =>
        judgeTrees(trees.map((each) => (each === production ? { ...each, objects: change.objects } : each))).length ===
        0,
    );
    expect(changes.length).toBeGreaterThanOrEqual(80);
    expect(unnoticed.map(({ what }) => what)).toEqual([]);
  });
});
