/** One place of an object where branches exclude each other. */
export interface Union {
  /** Fields from the object down to the node that holds the branches; `[]` goes into each item of a list, by its name. */
  readonly at: readonly string[];
  readonly choice:
    | {
        /** A field says which branch is meant. */
        readonly kind: 'told';
        readonly by: string;
        /** Fields that each value admits, among `branches`. */
        readonly admits: Readonly<Record<string, readonly string[]>>;
        readonly branches: readonly string[];
      }
    | {
        /** The branch that is there is meant. */
        readonly kind: 'given';
        /** `undefined`: every field but `besides`. */
        readonly branches?: readonly string[];
        readonly besides?: readonly string[];
      };
}

const one = (at: readonly string[], ...branches: readonly string[]): Union => ({
  at,
  choice: { kind: 'given', branches },
});

const updated = (field: string): Union => ({
  at: ['spec', field],
  choice: {
    kind: 'told',
    by: 'type',
    admits: { RollingUpdate: ['rollingUpdate'], Recreate: [], OnDelete: [] },
    branches: ['rollingUpdate'],
  },
});

/** @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/ (volumes, probes, handlers, env) */
function ofPods(template: readonly string[]): readonly Union[] {
  const spec = [...template, 'spec'];
  const containers = ['containers', 'initContainers'].map((list) => [...spec, list, '[]']);
  return [
    // A volume of which no source is said is an emptyDir: the server writes that in, and nobody owns it.
    { at: [...spec, 'volumes', '[]'], choice: { kind: 'given', besides: ['name'] } },
    ...containers.flatMap((container) => [
      one([...container, 'env', '[]'], 'value', 'valueFrom'),
      ...['startupProbe', 'readinessProbe', 'livenessProbe'].map((probe) =>
        one([...container, probe], 'exec', 'httpGet', 'tcpSocket', 'grpc'),
      ),
      ...['postStart', 'preStop'].map((moment) =>
        one([...container, 'lifecycle', moment], 'exec', 'httpGet', 'tcpSocket', 'sleep'),
      ),
    ]),
  ];
}

const PODS = ofPods(['spec', 'template']);

/** Unions of the kinds that a release brings, where server-side apply does not take the other branch away by itself: fields that
 *  belong to nobody, because the server has filled them in, or to who created the object. Lists that are replaced as a whole need no
 *  row (metrics of an autoscaler, paths of an Ingress, rules of a NetworkPolicy), and a Service drops by itself what its type does
 *  not have. @see https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy */
const UNIONS: Readonly<Record<string, readonly Union[]>> = {
  // @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/deployment-v1/#DeploymentSpec
  'apps/v1/Deployment': [updated('strategy'), ...PODS],
  'apps/v1/StatefulSet': [updated('updateStrategy'), ...PODS],
  'apps/v1/DaemonSet': [updated('updateStrategy'), ...PODS],
  'batch/v1/CronJob': ofPods(['spec', 'jobTemplate', 'spec', 'template']),
  // @see https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/pod-disruption-budget-v1/
  'policy/v1/PodDisruptionBudget': [one(['spec'], 'minAvailable', 'maxUnavailable')],
  // @see https://kubernetes.io/docs/reference/kubernetes-api/service-resources/ingress-v1/#IngressBackend
  'networking.k8s.io/v1/Ingress': [one(['spec', 'defaultBackend'], 'service', 'resource')],
};

/** Where branches of this kind of object exclude each other. */
export const unionsOf = ({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }) =>
  UNIONS[`${apiVersion}/${kind}`] ?? [];
