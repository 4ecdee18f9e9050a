import { containersOf, environmentOf, podsOf } from '../read/pods.ts';
import { found, type ManifestRule } from '../tree.ts';

/** Of two values of one name the last one counts. */
export const twiceInEnvironment: ManifestRule = {
  id: 'twice-in-environment',
  why: 'Kubernetes takes the last of two values without a word, and server-side apply refuses or merges them, by what was there before.',
  example: 'env: [{name: PORT, value: "8080"}, {name: PORT, value: "9"}]',
  fix: 'Say every variable once.',
  source: 'https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy',
  judge: (tree) =>
    podsOf(tree)
      .flatMap((pods) => containersOf(pods, ['containers', 'initContainers']))
      .flatMap((container) => {
        const names = environmentOf(container).map(({ name }) => name);
        return [...new Set(names.filter((name, at) => names.indexOf(name) !== at))].map((name) =>
          found(container.pods.of, `${container.path}.env`, `has ${name} more than once`),
        );
      }),
};
