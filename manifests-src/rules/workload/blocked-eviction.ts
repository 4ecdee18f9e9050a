import { fieldsOf, valueAt } from '../read/fields.ts';
import { selectedBy } from '../read/selectors.ts';
import { type Finding, found, type Manifest, type ManifestRule, ofKind, type Tree } from '../tree.ts';

export const blockedEviction: ManifestRule = {
  id: 'blocked-eviction',
  why: 'A budget that lets no pod go stops the upgrade of every node that has one, until Google ends them all after an hour.',
  example: 'PodDisruptionBudget with minAvailable: 2 for a Deployment of 2',
  fix: 'Use maxUnavailable: 1.',
  source:
    'https://kubernetes.io/docs/tasks/run-application/configure-pdb/#think-about-how-your-application-reacts-to-disruptions',
  judge: (tree) => ofKind(tree, 'PodDisruptionBudget').flatMap((budget) => judge(budget, tree)),
};

const judge = (budget: Manifest, tree: Tree): readonly Finding[] => {
  const { maxUnavailable, minAvailable, selector } = fieldsOf(budget['spec']);
  if (maxUnavailable === 0 || maxUnavailable === '0%')
    return [found(budget, 'spec.maxUnavailable', `is ${maxUnavailable}, so no pod may ever go`)];
  if (minAvailable === '100%') return [found(budget, 'spec.minAvailable', 'is 100%, so no pod may ever go')];
  if (typeof minAvailable !== 'number') return [];
  const pods = selectedBy(budget, fieldsOf(selector), tree);
  const replicas = pods.reduce((sum, { of }) => sum + Number(valueAt(of, 'spec', 'replicas') ?? 1), 0);
  const scaled = pods.some(({ of }) =>
    ofKind(tree, 'HorizontalPodAutoscaler').some(
      (scaler) => valueAt(scaler, 'spec', 'scaleTargetRef', 'name') === of.metadata.name,
    ),
  );
  if (pods.length === 0 || scaled || minAvailable < replicas) return [];
  return [found(budget, 'spec.minAvailable', `is ${minAvailable} of ${replicas}, so no pod may ever go`)];
};
