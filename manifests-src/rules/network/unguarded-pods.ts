import { isServing, podsOf } from '../read/pods.ts';
import { policiesOf } from '../read/policies.ts';
import { type Finding, found, type ManifestRule, type Tree } from '../tree.ts';

/** Without a policy everybody in the cluster may call. */
export const unguardedPods: ManifestRule = {
  id: 'unguarded-pods',
  why: 'Pods that no NetworkPolicy means take calls from every pod of every namespace, and may call whatever they like.',
  example: 'Deployment in production, and no NetworkPolicy',
  fix: 'Deny everything in the namespace by one policy, and allow what is needed, a file for each reason.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-policies',
  judge: (tree) =>
    tree.isProduction
      ? podsOf(tree)
          .filter(isServing)
          .flatMap((pods) => judge(pods, tree))
      : [],
};

const judge = (pods: Parameters<typeof policiesOf>[0], tree: Tree): readonly Finding[] => {
  const open = (['Ingress', 'Egress'] as const).filter((direction) => policiesOf(pods, direction, tree).length === 0);
  if (open.length === 0) return [];
  const what = open.map((direction) => (direction === 'Ingress' ? 'who calls them' : 'whom they call')).join(' and ');
  return [found(pods.of, '', `makes pods of which no NetworkPolicy says ${what}`)];
};
