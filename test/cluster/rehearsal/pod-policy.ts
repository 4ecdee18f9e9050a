import type { Delivery } from '../../../domain/delivery.ts';

/** What is changed in the pods of a delivery's tiers when they are made, whatever their templates say. */
export interface PodChange {
  readonly name: string;
  /** Which pods, in CEL. */
  readonly condition: { readonly name: string; readonly expression: string };
  /** Operations of a JSON patch, in CEL. */
  readonly patch: readonly string[];
}

/** @see https://kubernetes.io/docs/reference/access-authn-authz/mutating-admission-policy/ */
export const podPolicy = ({ tiers }: Delivery, { name, condition, patch }: PodChange): readonly object[] => [
  {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingAdmissionPolicy',
    metadata: { name },
    spec: {
      matchConstraints: {
        namespaceSelector: {
          matchExpressions: [{ key: 'environment', operator: 'In', values: tiers.map((tier) => tier.name) }],
        },
        resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }],
      },
      matchConditions: [condition],
      reinvocationPolicy: 'Never',
      failurePolicy: 'Fail',
      mutations: [{ patchType: 'JSONPatch', jsonPatch: { expression: `[${patch.join(', ')}]` } }],
    },
  },
  {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingAdmissionPolicyBinding',
    metadata: { name },
    spec: { policyName: name },
  },
];
