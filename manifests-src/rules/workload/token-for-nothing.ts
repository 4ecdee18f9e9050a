import { type Fields, listOf, valueAt } from '../read/fields.ts';
import { isServing, podsOf, specPath } from '../read/pods.ts';
import { found, type Manifest, type ManifestRule, ofKind, type Tree } from '../tree.ts';

export const tokenForNothing: ManifestRule = {
  id: 'token-for-nothing',
  why: 'Every pod gets a token for the API server unless it is told not to. A service that never asks the API server only hands it to whoever breaks in.',
  example: 'Deployment without automountServiceAccountToken: false, whose ServiceAccount no RoleBinding names',
  fix: 'Set automountServiceAccountToken: false in the pods.',
  source:
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting',
  judge: (tree) =>
    podsOf(tree)
      .filter(isServing)
      .filter((pods) => !isBound(String(pods.spec['serviceAccountName'] ?? 'default'), pods.of, tree))
      .filter(({ of, spec }) => (spec['automountServiceAccountToken'] ?? isGivenBy(spec, of, tree)) !== false)
      .map((pods) =>
        found(
          pods.of,
          specPath(pods, 'automountServiceAccountToken'),
          'is not false, and no RoleBinding of the tree names its account',
        ),
      ),
};

/** What the account says counts where the pods say nothing. */
const isGivenBy = (spec: Fields, of: Manifest, tree: Tree): unknown =>
  ofKind(tree, 'ServiceAccount').find(
    ({ metadata }) => metadata.name === spec['serviceAccountName'] && metadata.namespace === of.metadata.namespace,
  )?.['automountServiceAccountToken'];

const isBound = (account: string, of: Manifest, tree: Tree): boolean =>
  ofKind(tree, 'RoleBinding', 'ClusterRoleBinding').some((binding) =>
    listOf(binding['subjects']).some(
      (subject) =>
        valueAt(subject, 'kind') === 'ServiceAccount' &&
        valueAt(subject, 'name') === account &&
        (valueAt(subject, 'namespace') ?? of.metadata.namespace) === of.metadata.namespace,
    ),
  );
