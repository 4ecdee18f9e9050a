import { monitoringStacks } from '../read/charts.ts';
import { listOf, valueAt } from '../read/fields.ts';
import { found, type ManifestRule } from '../tree.ts';

export const largeDefinitions: ManifestRule = {
  id: 'large-definitions',
  why: 'The definition of Prometheuses has 857,952 bytes. Client-side apply keeps a copy in an annotation, which may have 262,144: the sync fails.',
  example: 'Application of kube-prometheus-stack without syncOptions: [ServerSideApply=true]',
  fix: 'Add ServerSideApply=true to spec.syncPolicy.syncOptions.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#server-side-apply',
  judge: (tree) =>
    monitoringStacks(tree).flatMap(({ application }) => {
      const options = listOf(valueAt(application, 'spec', 'syncPolicy', 'syncOptions'));
      return options.includes('ServerSideApply=true')
        ? []
        : [
            found(
              application,
              'spec.syncPolicy.syncOptions',
              'is without ServerSideApply=true, and the definitions are too large for client-side apply',
            ),
          ];
    }),
};
