/** Manifests in the style of well-known projects, as people have them: files of a folder, or a text. */

const deployment = (name: string, image: string, more = ''): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  replicas: 1
  selector:
    matchLabels:
      app: ${name}
  template:
    metadata:
      labels:
        app: ${name}
    spec:
      containers:
      - name: ${name}
        image: ${image}
        ports:
        - containerPort: 8080
${more}`;

const service = (name: string): string => `apiVersion: v1
kind: Service
metadata:
  name: ${name}
spec:
  selector:
    app: ${name}
  ports:
  - port: 80
    targetPort: 8080
`;

/** One file each, as the Kubernetes tutorial has them, with comments between the documents. */
export const guestbook = (image: string): Readonly<Record<string, string>> => ({
  'README.md': '# Guestbook\n',
  'redis-leader-deployment.yaml': `# SOURCE: https://cloud.google.com/kubernetes-engine/docs/tutorials/guestbook\n${deployment('redis-leader', image)}`,
  'redis-leader-service.yml': `# SOURCE\n---\n${service('redis-leader')}---\n# nothing more\n`,
  'frontend.json': JSON.stringify({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'frontend' },
    spec: {
      selector: { matchLabels: { app: 'guestbook' } },
      template: {
        metadata: { labels: { app: 'guestbook' } },
        spec: { containers: [{ name: 'php', image, env: [{ name: 'GET_HOSTS_FROM', value: 'dns' }] }] },
      },
    },
  }),
});

/** What `helm template` prints of a chart with hooks and a test. */
export const renderedChart = (image: string, job: string): string => `---
# Source: shop/templates/serviceaccount.yaml
apiVersion: v1
kind: ServiceAccount
metadata:
  name: release-shop
  labels: { helm.sh/chart: shop-0.1.0, app.kubernetes.io/managed-by: Helm }
automountServiceAccountToken: true
---
# Source: shop/templates/config.yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: release-shop-env
  annotations:
    "helm.sh/hook": pre-install,pre-upgrade
    "helm.sh/hook-weight": "-5"
data: { LOG: debug }
---
# Source: shop/templates/deployment.yaml
${deployment('release-shop', image)}---
# Source: shop/templates/migrate.yaml
apiVersion: batch/v1
kind: Job
metadata:
  name: release-shop-migrate
  annotations:
    "helm.sh/hook": pre-install,pre-upgrade
    "helm.sh/hook-delete-policy": before-hook-creation,hook-succeeded
spec:
  ttlSecondsAfterFinished: 60
  template:
    spec:
      restartPolicy: Never
      containers:
      - name: migrate
        image: ${job}
        envFrom: [{ configMapRef: { name: release-shop-env } }]
---
# Source: shop/templates/seed.yaml
apiVersion: batch/v1
kind: Job
metadata:
  generateName: release-shop-seed-
  annotations: { "helm.sh/hook": post-install }
spec:
  template: { spec: { restartPolicy: Never, containers: [{ name: seed, image: "${job}" }] } }
---
# Source: shop/templates/tests/test-connection.yaml
apiVersion: v1
kind: Pod
metadata:
  name: release-shop-test-connection
  annotations: { "helm.sh/hook": test }
spec: { containers: [{ name: wget, image: busybox }], restartPolicy: Never }
`;

/** What kompose writes. */
export const kompose = (image: string): Readonly<Record<string, string>> => ({
  'web-deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  annotations:
    kompose.cmd: kompose convert
    kompose.version: 1.31.2 (a92241f79)
  creationTimestamp: null
  labels:
    io.kompose.service: web
  name: web
spec:
  replicas: 1
  selector:
    matchLabels:
      io.kompose.service: web
  strategy: {}
  template:
    metadata:
      creationTimestamp: null
      labels:
        io.kompose.service: web
    spec:
      containers:
        - env:
            - name: LOG
              value: info
            - name: LOG
              value: debug
          image: ${image}
          name: web
          resources: {}
      restartPolicy: Always
status: {}
`,
  'web-service.yaml': `apiVersion: v1
kind: Service
metadata:
  creationTimestamp: null
  name: web
spec:
  ports:
    - name: "8080"
      port: 8080
      targetPort: 8080
  selector:
    io.kompose.service: web
status:
  loadBalancer: {}
`,
});

/** A repository whose k8s/ has more than manifests. */
export const mixedRepository = (image: string): Readonly<Record<string, string>> => ({
  'skaffold.yaml': 'apiVersion: skaffold/v4beta6\nkind: Config\nbuild: { artifacts: [{ image: app }] }\n',
  'docker-compose.yml': 'version: "3"\nservices: { web: { image: app } }\n',
  'values.yaml': 'replicaCount: 2\n',
  '.github/workflows/ci.yml': 'on: push\njobs: {}\n',
  'k8s/base/app.yaml': deployment('mixed', image),
  'k8s/base/extra/service.yaml': service('mixed'),
});

/** A namespace of its own, a role for all, and things of a second namespace. */
export const monorepo = (image: string): Readonly<Record<string, string>> => ({
  '00-namespace.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: mono, labels: { team: blue } }\n',
  'app.yaml': deployment('mono', image).replace('  name: mono\n', '  name: mono\n  namespace: mono\n'),
  'role.yaml': `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: mono-reader }
rules: [{ apiGroups: [""], resources: [pods], verbs: [get] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: mono-reader, namespace: mono }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: mono-reader }
subjects: [{ kind: ServiceAccount, name: default }]
`,
});
