import type { KubernetesObject } from '../../../../../engine/rollout/cluster.ts';
import { HASH, NAMESPACE, podSpec, type Template } from './workloads.ts';

/** The revision of a template, as the DaemonSet's controller keeps it. */
export function revision(which: Template, number: number) {
  const hash: string = HASH[which];
  const ownerReferences: object[] = [
    { apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'api', uid: 'uid-subject', controller: true },
  ];
  return {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      name: `api-${HASH[which]}`,
      namespace: NAMESPACE,
      uid: `uid-revision-${which}`,
      labels: { 'app.kubernetes.io/name': 'api', 'controller-revision-hash': hash },
      ownerReferences,
    },
    data: {
      spec: {
        template: {
          metadata: { labels: { 'app.kubernetes.io/name': 'api' } },
          spec: podSpec(which),
          $patch: 'replace',
        },
      },
    },
    revision: number,
  } satisfies KubernetesObject;
}
