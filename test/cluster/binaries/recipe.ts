import { createHash } from 'node:crypto';

/** One set of programs that is built from one Go module. */
export interface BinarySet {
  /** Folder of the module below the tools of whoever needs it. */
  readonly module: string;
  /** Program name and the Go package it is built from. */
  readonly programs: Readonly<Record<string, string>>;
  readonly linkerFlags: string;
  /** Build tags, which leave out what nobody here needs. */
  readonly tags?: readonly string[];
  /** About how long the first build takes on two cores. */
  readonly minutes: number;
}

export const KUBERNETES_VERSION = 'v1.36.3';

// Without the stamp every client sees version 0.0, and skew rules judge by it.
const STAMP = 'k8s.io/component-base/version';

/** etcd's dependencies clash with those of Kubernetes, so it has a module of its own. */
export const ETCD: BinarySet = {
  module: 'etcd',
  programs: { etcd: 'go.etcd.io/etcd/server/v3' },
  linkerFlags: '-s -w',
  minutes: 1,
};

export const KUBERNETES: BinarySet = {
  module: 'kubernetes',
  programs: Object.fromEntries(
    ['kube-apiserver', 'kube-controller-manager', 'kube-proxy', 'kube-scheduler', 'kubectl', 'kubelet'].map((name) => [
      name,
      `k8s.io/kubernetes/cmd/${name}`,
    ]),
  ),
  linkerFlags: `-s -w -X ${STAMP}.gitVersion=${KUBERNETES_VERSION} -X ${STAMP}.gitMajor=1 -X ${STAMP}.gitMinor=36`,
  minutes: 15,
};

/** kubectl alone, for whoever has no use for the rest. */
export const KUBECTL: BinarySet = {
  ...KUBERNETES,
  programs: { kubectl: 'k8s.io/kubernetes/cmd/kubectl' },
  minutes: 4,
};

const helm = (major: 3 | 4, version: string): BinarySet => ({
  module: `helm${major}`,
  programs: { helm: `helm.sh/helm/v${major}/cmd/helm` },
  linkerFlags: `-s -w -X helm.sh/helm/v${major}/internal/version.version=${version}`,
  minutes: 2,
});

export const HELM_3 = helm(3, 'v3.22.0');
export const HELM_4 = helm(4, 'v4.3.2');

/** Serves the Gateway API. */
export const TRAEFIK: BinarySet = {
  module: 'traefik',
  programs: { traefik: 'github.com/traefik/traefik/v3/cmd/traefik' },
  linkerFlags: '-s -w',
  minutes: 6,
};

/** Without its pages, and of its ways to find targets with the one for Kubernetes alone. */
export const PROMETHEUS: BinarySet = {
  module: 'prometheus',
  programs: { prometheus: 'github.com/prometheus/prometheus/cmd/prometheus' },
  linkerFlags: '-s -w',
  tags: ['remove_all_sd', 'enable_kubernetes_sd'],
  minutes: 3,
};

/** Enforces NetworkPolicies. */
export const KUBE_ROUTER: BinarySet = {
  module: 'kube-router',
  programs: { 'kube-router': 'github.com/cloudnativelabs/kube-router/v2/cmd/kube-router' },
  linkerFlags: '-s -w',
  minutes: 4,
};

/** Judges manifests by rules of its own. */
export const KUBE_SCORE: BinarySet = {
  module: 'kube-score',
  programs: { 'kube-score': 'github.com/zegl/kube-score/cmd/kube-score' },
  linkerFlags: '-s -w',
  minutes: 1,
};

/** Kinds that others define, in the versions that people have: of the Gateway API that which GKE installs. Nothing is built. */
export const DEFINITIONS = { module: 'definitions' } as const satisfies Pick<BinarySet, 'module'>;

/** A registry in memory that lists referrers: a few lines on go-containerregistry's own. */
export const REFERRERS: BinarySet = {
  module: 'referrers',
  programs: { referrers: 'sluice.test/tools/referrers' },
  linkerFlags: '-s -w',
  minutes: 1,
};

/** Name of the folder that keeps a set: equal content is built once, and any change of it builds anew. */
export function cacheKey(set: BinarySet, goSum: string, goMod: string, architecture: string): string {
  const { programs, linkerFlags, tags = [] } = set;
  const content = JSON.stringify([programs, linkerFlags, goMod, goSum, architecture, ...tags]);
  return `${set.module}-${createHash('sha256').update(content).digest('hex').slice(0, 16)}`;
}
