import { fieldsOf, placesAt, valueAt } from '../read/fields.ts';
import { containersOf, type Pods, podsOf, specPath } from '../read/pods.ts';
import { type Finding, found, type ManifestRule } from '../tree.ts';

const MANAGED = ['kube-system', 'kube-node-lease', 'kube-public', 'gke-managed-system', 'gmp-public', 'gke-gmp-system'];

export const autopilotAdmission: ManifestRule = {
  id: 'autopilot-admission',
  why: 'Autopilot runs the nodes, and refuses what would reach them or what is in its own namespaces. Where a pod does not say what it needs, it decides.',
  example: 'DaemonSet with a hostPath of /proc',
  fix: 'Leave out what is of the node, write to your own namespaces, and say what each container needs.',
  source: 'https://cloud.google.com/kubernetes-engine/docs/concepts/autopilot-security',
  judge: (tree) =>
    tree.platform === 'standard'
      ? []
      : [
          ...tree.objects
            .filter(({ metadata }) => MANAGED.includes(metadata.namespace ?? ''))
            .map((object) =>
              found(object, 'metadata.namespace', `is ${object.metadata.namespace}, which Autopilot manages`),
            ),
          ...podsOf(tree).flatMap((pods) => [...hostPaths(pods), ...requests(pods), ...grace(pods)]),
        ],
};

const hostPaths = (pods: Pods): readonly Finding[] =>
  placesAt(pods.spec, 'volumes.*.hostPath.path').flatMap(({ path, value }) =>
    /^\/var\/log(?:\/|$)/.test(String(value))
      ? []
      : [found(pods.of, specPath(pods, path), `is ${String(value)}, and only /var/log may be read`)],
  );

const requests = (pods: Pods): readonly Finding[] =>
  containersOf(pods).flatMap(({ path, fields }) => {
    const asked = fieldsOf(valueAt(fields, 'resources', 'requests'));
    const limits = fieldsOf(valueAt(fields, 'resources', 'limits'));
    const missing = ['cpu', 'memory'].filter((name) => (asked[name] ?? limits[name]) === undefined);
    return missing.length === 0
      ? []
      : [found(pods.of, `${path}.resources.requests`, `does not say ${missing.join(' and ')}`)];
  });

/** The longest that is honoured when a pod has to go. */
const LONGEST = 600;

const grace = (pods: Pods): readonly Finding[] => {
  const seconds = Number(pods.spec['terminationGracePeriodSeconds'] ?? 30);
  return seconds <= LONGEST
    ? []
    : [
        found(
          pods.of,
          specPath(pods, 'terminationGracePeriodSeconds'),
          `is ${seconds} s, and Autopilot ends pods after ${LONGEST} s`,
        ),
      ];
};
