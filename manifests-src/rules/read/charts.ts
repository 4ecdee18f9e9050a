import { type Manifest, ofKind, type Tree } from '../tree.ts';
import { type Fields, fieldsOf, placesAt, textOf } from './fields.ts';

/** A chart that an Argo CD Application installs. */
export interface Chart {
  readonly application: Manifest;
  readonly path: string;
  readonly version: string | undefined;
  readonly values: Fields;
}

const STACK = 'kube-prometheus-stack';

export const monitoringStacks = (tree: Tree): readonly Chart[] =>
  ofKind(tree, 'Application').flatMap((application) =>
    ['spec.source', 'spec.sources.*'].flatMap((at) =>
      placesAt(application, at).flatMap(({ path, value }) => {
        const { chart, targetRevision, helm } = fieldsOf(value);
        if (chart !== STACK) return [];
        const version = textOf(targetRevision);
        return [{ application, path, version, values: fieldsOf(fieldsOf(helm)['valuesObject']) }];
      }),
    ),
  );
