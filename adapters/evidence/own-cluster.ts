import type { EvidenceStore } from '../../engine/evidence/evidence-store.ts';
import { systemClock } from '../clock/system-clock.ts';
import { clusterAccess } from '../kubernetes/kube-config.ts';
import { KubernetesCluster } from '../kubernetes/kubernetes-cluster.ts';
import { ClusterEvidence } from './cluster-evidence.ts';

/** Evidence in the cluster that the job has access to. */
export const ownCluster = (): EvidenceStore =>
  new ClusterEvidence(new KubernetesCluster(() => clusterAccess(), systemClock));
