import type { Resource } from './cluster.ts';

/** Kinds that need no question to the server. */
const NAMESPACED: Readonly<Record<string, string>> = {
  'v1/ConfigMap': 'configmaps',
  'v1/Event': 'events',
  'v1/LimitRange': 'limitranges',
  'v1/PersistentVolumeClaim': 'persistentvolumeclaims',
  'v1/Pod': 'pods',
  'v1/ResourceQuota': 'resourcequotas',
  'v1/Secret': 'secrets',
  'v1/Service': 'services',
  'v1/ServiceAccount': 'serviceaccounts',
  'apps/v1/ControllerRevision': 'controllerrevisions',
  'apps/v1/DaemonSet': 'daemonsets',
  'apps/v1/Deployment': 'deployments',
  'apps/v1/ReplicaSet': 'replicasets',
  'apps/v1/StatefulSet': 'statefulsets',
  'autoscaling/v2/HorizontalPodAutoscaler': 'horizontalpodautoscalers',
  'batch/v1/CronJob': 'cronjobs',
  'batch/v1/Job': 'jobs',
  'coordination.k8s.io/v1/Lease': 'leases',
  'discovery.k8s.io/v1/EndpointSlice': 'endpointslices',
  'gateway.networking.k8s.io/v1/Gateway': 'gateways',
  'gateway.networking.k8s.io/v1/HTTPRoute': 'httproutes',
  'cert-manager.io/v1/Certificate': 'certificates',
  'cert-manager.io/v1/Issuer': 'issuers',
  'external-secrets.io/v1/ExternalSecret': 'externalsecrets',
  'external-secrets.io/v1/SecretStore': 'secretstores',
  'networking.gke.io/v1/GCPBackendPolicy': 'gcpbackendpolicies',
  'networking.gke.io/v1/GCPGatewayPolicy': 'gcpgatewaypolicies',
  'networking.gke.io/v1/HealthCheckPolicy': 'healthcheckpolicies',
  'networking.k8s.io/v1/Ingress': 'ingresses',
  'networking.k8s.io/v1/NetworkPolicy': 'networkpolicies',
  'rbac.authorization.k8s.io/v1/Role': 'roles',
  'rbac.authorization.k8s.io/v1/RoleBinding': 'rolebindings',
  'policy/v1/PodDisruptionBudget': 'poddisruptionbudgets',
};
const CLUSTER: Readonly<Record<string, string>> = {
  'v1/Namespace': 'namespaces',
  'v1/Node': 'nodes',
  'v1/PersistentVolume': 'persistentvolumes',
  'admissionregistration.k8s.io/v1/MutatingWebhookConfiguration': 'mutatingwebhookconfigurations',
  'admissionregistration.k8s.io/v1/ValidatingAdmissionPolicy': 'validatingadmissionpolicies',
  'admissionregistration.k8s.io/v1/ValidatingAdmissionPolicyBinding': 'validatingadmissionpolicybindings',
  'admissionregistration.k8s.io/v1/ValidatingWebhookConfiguration': 'validatingwebhookconfigurations',
  'apiextensions.k8s.io/v1/CustomResourceDefinition': 'customresourcedefinitions',
  'apiregistration.k8s.io/v1/APIService': 'apiservices',
  'authorization.k8s.io/v1/SelfSubjectAccessReview': 'selfsubjectaccessreviews',
  'authorization.k8s.io/v1/SelfSubjectRulesReview': 'selfsubjectrulesreviews',
  'flowcontrol.apiserver.k8s.io/v1/FlowSchema': 'flowschemas',
  'flowcontrol.apiserver.k8s.io/v1/PriorityLevelConfiguration': 'prioritylevelconfigurations',
  'networking.k8s.io/v1/IngressClass': 'ingressclasses',
  'node.k8s.io/v1/RuntimeClass': 'runtimeclasses',
  'rbac.authorization.k8s.io/v1/ClusterRole': 'clusterroles',
  'rbac.authorization.k8s.io/v1/ClusterRoleBinding': 'clusterrolebindings',
  'scheduling.k8s.io/v1/PriorityClass': 'priorityclasses',
  'storage.k8s.io/v1/CSIDriver': 'csidrivers',
  'storage.k8s.io/v1/StorageClass': 'storageclasses',
};

/** @returns `undefined` for a kind that only the server knows. */
export function knownResource(apiVersion: string, kind: string): Resource | undefined {
  const name = `${apiVersion}/${kind}`;
  const namespaced = NAMESPACED[name];
  if (namespaced !== undefined) return { plural: namespaced, scope: 'Namespaced' };
  const cluster = CLUSTER[name];
  return cluster === undefined ? undefined : { plural: cluster, scope: 'Cluster' };
}

export const groupOf = (apiVersion: string): string =>
  apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
