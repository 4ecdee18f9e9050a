import type { Delivery } from '../../../domain/delivery.ts';

const NAME = 'rehearsal-on-a-small-node';

/** Lets all tiers run on one small node: their pods ask the scheduler for next to nothing, whatever their templates say. Limits stay.
 *  Production-like requests of three tiers are more than this machine has, and its kubelet tells nothing about its disks.
 *  @see https://kubernetes.io/docs/reference/access-authn-authz/mutating-admission-policy/ */
export const smallNodePolicy = ({ tiers }: Delivery): readonly object[] => {
  const request = (resource: string, value: string): string => {
    const path = `/spec/containers/0/resources/requests/${resource}`;
    return `JSONPatch{op: "add", path: "${path}", value: "${value}"}`;
  };
  return [
    {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'MutatingAdmissionPolicy',
      metadata: { name: NAME },
      spec: {
        matchConstraints: {
          namespaceSelector: {
            matchExpressions: [{ key: 'environment', operator: 'In', values: tiers.map(({ name }) => name) }],
          },
          resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }],
        },
        matchConditions: [
          { name: 'asks-for-something', expression: 'has(object.spec.containers[0].resources.requests)' },
        ],
        reinvocationPolicy: 'Never',
        failurePolicy: 'Fail',
        mutations: [
          {
            patchType: 'JSONPatch',
            jsonPatch: { expression: `[${request('cpu', '10m')}, ${request('ephemeral-storage', '0')}]` },
          },
        ],
      },
    },
    {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'MutatingAdmissionPolicyBinding',
      metadata: { name: NAME },
      spec: { policyName: NAME },
    },
  ];
};
