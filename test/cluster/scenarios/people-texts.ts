/** Manifests in the style of well-known projects. `name` is that of their namespace and of all that the cluster shares. */
interface Text {
  readonly name: string;
  /** By tag. */
  readonly image: string;
  readonly command?: string;
}

const deployment = ({ name, image, command = '[sleep, "3600"]' }: Text): string => `---
apiVersion: apps/v1
kind: Deployment
metadata: { name: manager, namespace: ${name}, annotations: , labels: }
spec:
  selector: { matchLabels: { app: manager } }
  template:
    metadata: { creationTimestamp: null, labels: { app: manager } }
    spec:
      priorityClassName: ${name}
      terminationGracePeriodSeconds: 1
      containers:
        - name: manager
          image: ${image}
          command: ${command}
          env: [{ name: LOG, value: info }, { name: LOG, value: debug }]
          envFrom:
`;

/** What an operator is installed with: its definition, its object, its rights, and a webhook that it answers itself. */
export const operator = (text: Text): string => `apiVersion: v1
kind: Namespace
metadata: { name: ${text.name} }
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: backups.${text.name}.example, creationTimestamp: null }
spec:
  group: ${text.name}.example
  names: { kind: Backup, listKind: BackupList, plural: backups, singular: backup }
  scope: Namespaced
  versions:
    - { name: v1, served: true, storage: true, schema: { openAPIV3Schema: { type: object, x-kubernetes-preserve-unknown-fields: true } } }
status: { acceptedNames: { kind: "", plural: "" }, conditions: [], storedVersions: [] }
---
apiVersion: ${text.name}.example/v1
kind: Backup
metadata: { name: nightly, namespace: ${text.name} }
---
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata: { name: ${text.name} }
value: 1000
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: ${text.name} }
rules: [{ apiGroups: [""], resources: [pods], verbs: [get] }]
---
apiVersion: v1
kind: Service
metadata: { name: hook, namespace: ${text.name} }
spec: { selector: { app: manager }, ports: [{ port: 443, targetPort: 8080 }] }
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: { name: ${text.name} }
webhooks:
  - name: pods.${text.name}.example
    admissionReviewVersions: [v1]
    sideEffects: None
    failurePolicy: Fail
    namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ${text.name} } }
    clientConfig: { service: { name: hook, namespace: ${text.name} } }
    rules: [{ apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: [deployments] }]
${deployment(text)}`;

/** What helm renders: hooks before and after, a test, a Job that removes itself and one without a name. */
export const chart = (text: Text): string => {
  const job = (metadata: string, spec = '') => `---
apiVersion: batch/v1
kind: Job
metadata: { ${metadata} }
spec:
  ${spec}
  template: { spec: { restartPolicy: Never, containers: [{ name: j, image: "${text.image}", command: ["true"] }] } }
`;
  return `${job('name: migrate, annotations: { helm.sh/hook: "pre-install,pre-upgrade" }', 'ttlSecondsAfterFinished: 1')}${job(
    'generateName: seed-, annotations: { helm.sh/hook: post-install }',
  )}---
apiVersion: v1
kind: Pod
metadata: { name: test, annotations: { helm.sh/hook: test } }
spec: { containers: [{ name: wget, image: busybox }] }
${deployment(text)}`;
};
