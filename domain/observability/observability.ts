import type { Logs } from './logs.ts';
import type { Signals } from './signals.ts';

/** What is watched, by which bounds, and whom it concerns. */
export interface Watching {
  /** Name of the team that answers: a label of every alert. */
  readonly owner: string;
  /** URL of the Grafana that has the dashboards, without a path of its own. */
  readonly grafana: string;
  /** Where the pages of `docs/runbooks` are read: a URL that the name of a page follows. Where it is left out, in the repository at the branch of the
   *  last tier. */
  readonly runbooks?: string;
  readonly services: readonly Signals[];
  /** Names of the tiers that are watched. Only the last one pages; of the others everything is a ticket. */
  readonly tiers: readonly string[];
  readonly bounds: Bounds;
  /** Who keeps certificates; `undefined` where they are not looked at, as those that Google keeps. */
  readonly certificates?: 'cert-manager';
}

/** From where on something is too much. */
export interface Bounds {
  /** Part of the requests that may fail. */
  readonly errors: number;
  /** Seconds that 95 of 100 requests may take: a bound of the histogram, or nobody could count what is above it. */
  readonly slow: number;
  /** Part of the memory that a container may use of its limit. */
  readonly memory: number;
  /** Part of a volume that may be used. */
  readonly disk: number;
  /** Part of the requests of thirty days that must succeed. */
  readonly availability: number;
}

export const BOUNDS: Bounds = { errors: 0.05, slow: 5, memory: 0.8, disk: 0.85, availability: 0.995 };

/** Google collects and judges: nothing is installed. @see https://cloud.google.com/stackdriver/docs/managed-prometheus */
export interface ManagedCollection extends Watching {
  readonly kind: 'managed-collection';
  /** What is kept of logs, and when their errors are told; left to the project where it is left out. */
  readonly logs?: Logs;
}

/** A Prometheus of one's own, which Argo CD installs into the namespace `monitoring`. */
export interface KubePrometheusStack extends Watching {
  readonly kind: 'kube-prometheus-stack';
  /** Of the chart. */
  readonly version: string;
  /** Secret in `monitoring` with `admin-user` and `admin-password` of Grafana. */
  readonly adminSecret: string;
}

export type Observability = ManagedCollection | KubePrometheusStack;

type Given = Omit<Watching, 'bounds'> & { readonly bounds?: Partial<Bounds> };

export const managedCollection = (given: Given & Pick<ManagedCollection, 'logs'>): ManagedCollection => ({
  ...given,
  kind: 'managed-collection',
  bounds: { ...BOUNDS, ...given?.bounds },
});

export const kubePrometheusStack = (
  given: Given & Partial<Pick<KubePrometheusStack, 'version' | 'adminSecret'>>,
): KubePrometheusStack => ({
  version: '88.5.3',
  adminSecret: 'grafana-admin',
  ...given,
  kind: 'kube-prometheus-stack',
  bounds: { ...BOUNDS, ...given?.bounds },
});
