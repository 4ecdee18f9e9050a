import { fieldsOf, listOf, textOf, valueAt } from '../read/fields.ts';
import { type Finding, found, type Manifest, type ManifestRule, ofKind, type Tree } from '../tree.ts';

/** One writer for one number. */
export const replicasBesideAutoscaler: ManifestRule = {
  id: 'replicas-beside-autoscaler',
  why: 'Every apply takes back the number of pods that the autoscaler has found right, in the middle of the load that it answers.',
  example: 'Deployment with replicas: 2, and a HorizontalPodAutoscaler for it',
  fix: 'Leave "replicas" out of the manifests, and out of "replicas" of kustomize; tell Argo CD to ignore /spec/replicas.',
  source:
    'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling',
  judge: (tree) =>
    ofKind(tree, 'HorizontalPodAutoscaler', 'ScaledObject').flatMap((scaler) => [
      ...written(scaler, tree),
      ...healed(scaler, tree),
    ]),
};

const written = (scaler: Manifest, tree: Tree): readonly Finding[] => {
  const { kind = 'Deployment', name } = fieldsOf(valueAt(scaler, 'spec', 'scaleTargetRef'));
  return tree.objects
    .filter((object) => object.kind === kind && object.metadata.name === name)
    .filter((object) => object.metadata.namespace === scaler.metadata.namespace)
    .filter((object) => valueAt(object, 'spec', 'replicas') !== undefined)
    .map((object) =>
      found(
        object,
        'spec.replicas',
        `is ${String(valueAt(object, 'spec', 'replicas'))}, and ${scaler.kind} "${scaler.metadata.name}" sets it, too`,
      ),
    );
};

/** An Application that takes back every change takes back the autoscaler's, unless it is told not to. */
const healed = (scaler: Manifest, tree: Tree): readonly Finding[] =>
  ofKind(tree, 'Application')
    .filter((application) => valueAt(application, 'spec', 'syncPolicy', 'automated', 'selfHeal') === true)
    .filter(
      (application) =>
        textOf(valueAt(application, 'spec', 'destination', 'namespace')) === scaler.metadata.namespace &&
        !listOf(valueAt(application, 'spec', 'ignoreDifferences'))
          .flatMap((each) => listOf(fieldsOf(each)['jsonPointers']))
          .includes('/spec/replicas'),
    )
    .map((application) =>
      found(
        application,
        'spec.syncPolicy.automated.selfHeal',
        `takes back what ${scaler.kind} "${scaler.metadata.name}" sets`,
      ),
    );
