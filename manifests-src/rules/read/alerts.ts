import { type Manifest, ofKind, type Tree } from '../tree.ts';
import { fieldsOf, placesAt, textOf } from './fields.ts';

/** A rule that fires. */
export interface Alert {
  readonly of: Manifest;
  readonly path: string;
  readonly name: string;
  readonly expression: string;
}

const KINDS = ['PrometheusRule', 'Rules', 'ClusterRules', 'GlobalRules'];

export const alertsOf = (tree: Tree): readonly Alert[] =>
  ofKind(tree, ...KINDS).flatMap((of) =>
    placesAt(of, 'spec.groups.*.rules.*').flatMap(({ path, value }) => {
      const { alert, expr } = fieldsOf(value);
      const name = textOf(alert);
      return name === undefined ? [] : [{ of, path: `${path}.expr`, name, expression: textOf(expr) ?? '' }];
    }),
  );
