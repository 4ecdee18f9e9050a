import type { KubernetesObject } from '../../kubernetes-object.ts';
import { list, record } from '../frozen.ts';
import { groupVersion, type ResourceType } from '../resource-type.ts';
import { withGeneratedSelector, withLabelsOfTemplate } from './batch.ts';
import { type Fields, filled, within } from './fields.ts';
import { qualityOfService } from './quality-of-service.ts';
import { withTemplateGeneration } from './sets.ts';

/** What the server itself puts into an object: its registry and the admission controllers that every cluster runs (Priority,
 *  DefaultTolerationSeconds, ServiceAccount). Unlike a default it belongs to no field manager. A token volume is not added to
 *  pods: no token would be honoured here. */
export const withAllotments = (
  type: ResourceType,
  object: KubernetesObject,
  live?: KubernetesObject,
): KubernetesObject => {
  switch (`${groupVersion(type)}/${type.kind}`) {
    case 'apps/v1/DaemonSet':
      return withTemplateGeneration(object, live);
    case 'batch/v1/Job':
      return withLabelsOfTemplate(live === undefined ? withGeneratedSelector(object) : object);
    case 'v1/Pod':
      return live === undefined ? newPod(object) : object;
    case 'v1/Namespace':
      return live === undefined
        ? { ...withSpec(object, { finalizers: ['kubernetes'] }), status: { phase: 'Active' } }
        : withSpec(object, { finalizers: record(live['spec'])['finalizers'] });
    case 'v1/Service':
      return withSpec(object, addressFamilies(record(object['spec'])));
    default:
      return object;
  }
};

const withSpec = (object: KubernetesObject, additions: Fields): KubernetesObject => ({
  ...object,
  spec: filled(record(object['spec']), additions),
});

/** A Service whose addresses somebody else brings may bring them of both families.
 *  kubernetes/pkg/registry/core/service/storage/alloc.go */
const addressFamilies = ({ type, clusterIP, selector }: Fields): Fields => {
  if (type === 'ExternalName') return {};
  return clusterIP === 'None' && Object.keys(record(selector)).length === 0
    ? { ipFamilies: ['IPv4', 'IPv6'], ipFamilyPolicy: 'RequireDualStack' }
    : { ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack' };
};

const TAINTS = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'];

const newPod = (pod: KubernetesObject): KubernetesObject => {
  const full = within(pod, 'spec', (spec) => {
    const tolerations = list(spec['tolerations']);
    const missing = TAINTS.filter((key) => !tolerations.some((toleration) => record(toleration)['key'] === key)).map(
      (key) => ({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 }),
    );
    const account = spec['serviceAccountName'] ?? 'default';
    return filled(
      { ...spec, tolerations: [...tolerations, ...missing], serviceAccountName: account, serviceAccount: account },
      { priority: 0, preemptionPolicy: 'PreemptLowerPriority' },
    );
  });
  return { ...pod, ...full, status: { phase: 'Pending', qosClass: qualityOfService(record(full['spec'])) } };
};
