import { fieldsOf, listOf, valueAt } from '../read/fields.ts';
import { containersOf, isServing, type Pods, specPath } from '../read/pods.ts';
import { allServed, selectedBy } from '../read/selectors.ts';
import { type Finding, found, type ManifestRule, ofKind, type Tree } from '../tree.ts';

export const interruptedService: ManifestRule = {
  id: 'interrupted-service',
  why: 'A rollout, a full node or an upgrade takes pods away. Users do not notice where others serve meanwhile, and where the one that goes still answers until the last load balancer has let go of it.',
  example: 'Deployment of one replica in production, without a PodDisruptionBudget and without preStop',
  fix: 'Two replicas or more, maxUnavailable: 0, a PodDisruptionBudget, topologySpreadConstraints, and preStop with a sleep.',
  source: 'https://kubernetes.io/docs/concepts/workloads/pods/disruptions/',
  judge: (tree) => {
    if (!tree.isProduction) return [];
    return allServed(tree)
      .filter(isServing)
      .flatMap((pods) => [
        ...alone(pods, tree),
        ...gaps(pods),
        ...unguarded(pods, tree),
        ...crowded(pods),
        ...abrupt(pods),
      ]);
  },
};

const alone = ({ of }: Pods, tree: Tree): readonly Finding[] => {
  const scaled = ofKind(tree, 'HorizontalPodAutoscaler', 'ScaledObject').some(
    (scaler) => valueAt(scaler, 'spec', 'scaleTargetRef', 'name') === of.metadata.name,
  );
  const replicas = Number(valueAt(of, 'spec', 'replicas') ?? 1);
  return scaled || replicas >= 2 || of.kind === 'DaemonSet'
    ? []
    : [found(of, 'spec.replicas', `is ${replicas}, so nobody serves while it goes`)];
};

const gaps = ({ of }: Pods): readonly Finding[] => {
  if (of.kind !== 'Deployment') return [];
  const { type, rollingUpdate } = fieldsOf(valueAt(of, 'spec', 'strategy'));
  if (type === 'Recreate')
    return [found(of, 'spec.strategy.type', 'is Recreate, which ends all pods before it makes new ones')];
  const { maxUnavailable = '25%' } = fieldsOf(rollingUpdate);
  return maxUnavailable === 0 || maxUnavailable === '0%' || maxUnavailable === '25%'
    ? []
    : [
        found(
          of,
          'spec.strategy.rollingUpdate.maxUnavailable',
          `is ${String(maxUnavailable)}, so a rollout takes pods away first`,
        ),
      ];
};

const unguarded = (pods: Pods, tree: Tree): readonly Finding[] =>
  ofKind(tree, 'PodDisruptionBudget').some((budget) =>
    selectedBy(budget, fieldsOf(valueAt(budget, 'spec', 'selector')), tree).some(({ of }) => of === pods.of),
  )
    ? []
    : [found(pods.of, '', 'has no PodDisruptionBudget, so an upgrade may take all its pods at once')];

const crowded = (pods: Pods): readonly Finding[] =>
  listOf(pods.spec['topologySpreadConstraints']).length > 0 ||
  valueAt(pods.spec, 'affinity', 'podAntiAffinity') !== undefined ||
  pods.of.kind === 'DaemonSet'
    ? []
    : [found(pods.of, specPath(pods, 'topologySpreadConstraints'), 'is not there, so all its pods may be on one node')];

const abrupt = (pods: Pods): readonly Finding[] =>
  containersOf(pods)
    .slice(0, 1)
    .flatMap(({ path, fields }) =>
      valueAt(fields, 'lifecycle', 'preStop') === undefined ||
      valueAt(fields, 'lifecycle', 'preStop', 'sleep', 'seconds') === 0
        ? [found(pods.of, `${path}.lifecycle.preStop`, 'is not there, so it stops while requests still come')]
        : [],
    );
