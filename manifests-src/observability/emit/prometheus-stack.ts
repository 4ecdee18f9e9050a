import type { KubePrometheusStack } from '../../../domain/observability/observability.ts';
import type { ManifestObject } from '../../object.ts';
import { alertmanagerConfig } from './alert-routes.ts';

/** Where the stack lives. */
export const MONITORING = 'monitoring';
/** Secret there with an address for each receiver, under its name. */
const RECEIVER_SECRET = 'alertmanager-receivers';

/** An Argo CD Application of kube-prometheus-stack that Autopilot admits: nothing on nodes, nothing in kube-system, rules and monitors of every
 *  namespace, and Grafana with a password that is nowhere written.
 *  @see https://github.com/prometheus-community/helm-charts/tree/main/charts/kube-prometheus-stack */
export const prometheusStack = ({ version, adminSecret }: KubePrometheusStack): ManifestObject & { spec: object } => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: {
    name: 'kube-prometheus-stack',
    namespace: 'argocd',
    finalizers: ['resources-finalizer.argocd.argoproj.io'],
  },
  spec: {
    project: MONITORING,
    destination: { server: 'https://kubernetes.default.svc', namespace: MONITORING },
    source: {
      repoURL: 'https://prometheus-community.github.io/helm-charts',
      chart: 'kube-prometheus-stack',
      targetRevision: version,
      helm: { releaseName: 'kube-prometheus-stack', valuesObject: values(adminSecret) },
    },
    syncPolicy: {
      automated: { prune: true, selfHeal: true },
      // The definitions are larger than the annotation that client-side apply keeps may be.
      syncOptions: ['CreateNamespace=true', 'ServerSideApply=true'],
      retry: { limit: 5, backoff: { duration: '10s', factor: 2, maxDuration: '3m' } },
    },
  },
});

const off = { enabled: false };
const size = (cpu: string, memory: string) => ({ requests: { cpu, memory }, limits: { cpu, memory } });

/** Asks the kubelets themselves, at the port that wants a token: their Service would be one in kube-system. */
const kubelets = (job: string, path: string) => ({
  job_name: job,
  kubernetes_sd_configs: [{ role: 'node' }],
  scheme: 'https',
  metrics_path: path,
  honor_timestamps: false,
  authorization: { credentials_file: '/var/run/secrets/kubernetes.io/serviceaccount/token' },
  // Kubelets of GKE sign for themselves.
  tls_config: { insecure_skip_verify: true },
});

const values = (adminSecret: string): object => ({
  crds: { upgradeJob: { enabled: true } },
  // Autopilot manages nodes and kube-system.
  nodeExporter: off,
  kubeControllerManager: off,
  kubeScheduler: off,
  kubeProxy: off,
  kubeEtcd: off,
  coreDns: off,
  kubeDns: off,
  kubelet: off,
  prometheusOperator: { kubeletService: off, resources: size('100m', '256Mi') },
  // What the chart brings asks for much of the above.
  defaultRules: { create: false },
  prometheus: {
    prometheusSpec: {
      ruleSelectorNilUsesHelmValues: false,
      serviceMonitorSelectorNilUsesHelmValues: false,
      podMonitorSelectorNilUsesHelmValues: false,
      probeSelectorNilUsesHelmValues: false,
      additionalScrapeConfigs: [kubelets('cadvisor', '/metrics/cadvisor'), kubelets('kubelet', '/metrics')],
      retention: '15d',
      resources: size('500m', '2Gi'),
      storageSpec: {
        volumeClaimTemplate: {
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '50Gi' } } },
        },
      },
    },
  },
  alertmanager: {
    // Where somebody is told is a secret: whoever has the address can write there.
    config: alertmanagerConfig((receiver) => ({
      url_file: `/etc/alertmanager/secrets/${RECEIVER_SECRET}/${receiver}`,
    })),
    alertmanagerSpec: { secrets: [RECEIVER_SECRET], resources: size('50m', '128Mi') },
  },
  grafana: {
    admin: { existingSecret: adminSecret, userKey: 'admin-user', passwordKey: 'admin-password' },
    resources: size('100m', '256Mi'),
    sidecar: { dashboards: { enabled: true, searchNamespace: MONITORING } },
  },
  'kube-state-metrics': { resources: size('50m', '128Mi') },
});
