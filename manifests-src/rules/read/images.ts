import type { Manifest, Tree } from '../tree.ts';
import { textOf } from './fields.ts';
import { allContainersOf, podsOf } from './pods.ts';

export interface Image {
  readonly of: Manifest;
  readonly path: string;
  readonly image: string;
}

export const imagesOf = (tree: Tree): readonly Image[] =>
  podsOf(tree).flatMap((pods) =>
    allContainersOf(pods).flatMap(({ path, fields }) => {
      const image = textOf(fields['image']);
      return image === undefined ? [] : [{ of: pods.of, path: `${path}.image`, image }];
    }),
  );
