import { fieldsOf, listOf } from '../read/fields.ts';
import type { Finding, Kustomization, ManifestRule } from '../tree.ts';

/** Selectors of workloads never change. */
export const labelsInSelectors: ManifestRule = {
  id: 'labels-in-selectors',
  why: 'kustomize writes these labels into selectors, too. The selector of a Deployment that exists cannot change, so the next apply fails; the pods of kinds that kustomize does not know lose their Services.',
  example: 'kustomization with labels: [{pairs: {tier: production}, includeSelectors: true}], or commonLabels',
  fix: 'Use "labels" with includeTemplates: true and without includeSelectors.',
  source: 'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/commonlabels/',
  judge: ({ kustomizations }) => kustomizations.flatMap(judge),
};

const judge = ({ file, fields }: Kustomization): readonly Finding[] => [
  ...(fields['commonLabels'] === undefined
    ? []
    : [{ at: file, path: 'commonLabels', seen: 'puts labels into every selector' }]),
  ...listOf(fields['labels']).flatMap((entry, index) =>
    fieldsOf(entry)['includeSelectors'] === true
      ? [{ at: file, path: `labels[${index}].includeSelectors`, seen: 'puts labels into every selector' }]
      : [],
  ),
];
