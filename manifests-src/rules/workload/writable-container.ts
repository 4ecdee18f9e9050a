import { fieldsOf } from '../read/fields.ts';
import { containersOf, podsOf, specPath } from '../read/pods.ts';
import { found, type ManifestRule } from '../tree.ts';

/** The lowest number that no account of a node has. */
const LOWEST = 10_000;

export const writableContainer: ManifestRule = {
  id: 'writable-container',
  why: 'Whoever gets into a container that may write its own files stays there; one whose account has the number of an account of the node has its rights, once it is out.',
  example: 'container without readOnlyRootFilesystem: true, or with runAsUser: 1000',
  fix: `Set readOnlyRootFilesystem: true with emptyDir volumes where it writes, and runAsUser and runAsGroup of ${LOWEST} or more.`,
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
  judge: (tree) =>
    tree.isProduction
      ? podsOf(tree).flatMap((pods) => {
          const ofPod = fieldsOf(pods.spec['securityContext']);
          return containersOf(pods).flatMap(({ path, fields }) => {
            const own = fieldsOf(fields['securityContext']);
            const at = `${path}.securityContext`;
            return [
              ...(own['readOnlyRootFilesystem'] === true
                ? []
                : [found(pods.of, `${at}.readOnlyRootFilesystem`, 'is not true')]),
              ...['runAsUser', 'runAsGroup']
                .filter((name) => Number(own[name] ?? ofPod[name] ?? 0) < LOWEST)
                .map((name) => found(pods.of, specPath(pods, `securityContext.${name}`), `is not ${LOWEST} or more`)),
            ];
          });
        })
      : [],
};
