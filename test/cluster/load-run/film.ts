import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { KubernetesObject } from '../../../engine/rollout/cluster.ts';
import type { Kubectl } from '../bring-up/kubectl.ts';

/** Every state of what decides where traffic goes, in the order in which it was written. */
export interface Film {
  /** The newest resource version that was seen. */
  readonly newest: number;
  /** From the first one to a resource version, or from there on. */
  until(version: number): readonly KubernetesObject[];
  after(version: number): readonly KubernetesObject[];
  stop(): void;
}

const KINDS = {
  Service: '/api/v1/namespaces/NAMESPACE/services',
  Deployment: '/apis/apps/v1/namespaces/NAMESPACE/deployments',
  EndpointSlice: '/apis/discovery.k8s.io/v1/namespaces/NAMESPACE/endpointslices',
} as const;

interface WatchLine {
  readonly type: string;
  readonly object: KubernetesObject;
}

const versionOf = ({ metadata }: KubernetesObject): number => Number(metadata.resourceVersion);

/** Films a namespace. Watches of several kinds are told in any order; resource versions of one etcd put them in the order of writing.
 *  @see https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-versions */
export function film({ program, kubeconfig }: Kubectl, namespace: string): Film {
  const frames: KubernetesObject[] = [];
  const watching = Object.entries(KINDS).map(([kind, path]) => {
    const url = `${path.replace('NAMESPACE', namespace)}?watch=1`;
    const child = spawn(program, ['--kubeconfig', kubeconfig, 'get', '--raw', url], {
      env: { PATH: process.env['PATH'], HOME: '/nonexistent' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    createInterface(child.stdout).on('line', (line) => {
      const { type, object } = JSON.parse(line) as WatchLine;
      if (type === 'ADDED' || type === 'MODIFIED') frames.push({ ...object, kind });
    });
    return child;
  });
  const sorted = (which: (version: number) => boolean) =>
    frames.filter((object) => which(versionOf(object))).sort((a, b) => versionOf(a) - versionOf(b));
  return {
    get newest() {
      return Math.max(0, ...frames.map(versionOf));
    },
    until: (version) => sorted((each) => each <= version),
    after: (version) => sorted((each) => each > version),
    stop: () => {
      for (const child of watching) child.kill();
    },
  };
}
