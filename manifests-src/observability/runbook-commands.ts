import type { Command } from './alert.ts';

/** What people ask a cluster first. Each line runs as it stands, by whoever may read the namespace. */

const OF_SERVICE = '-n "$NAMESPACE" -l app.kubernetes.io/name="$SERVICE"';

export const PODS: Command = {
  line: `kubectl get pods ${OF_SERVICE} -o wide`,
  shows: 'whether its pods are ready, how often they were started again, and since when they run',
};
export const LOGS: Command = {
  line: `kubectl logs ${OF_SERVICE} --all-containers --prefix --since=15m --tail=100`,
  shows: 'what its pods said within the last quarter of an hour',
};
export const WARNINGS: Command = {
  line: 'kubectl get events -n "$NAMESPACE" --field-selector type=Warning --sort-by=.metadata.creationTimestamp',
  shows: 'what the cluster complains of: kills, failed probes, volumes, quota',
};
export const WORKLOADS: Command = {
  line: `kubectl get deployments ${OF_SERVICE} -o wide`,
  shows: 'which image runs, and in how many pods',
};
export const POD_DETAILS: Command = {
  line: `kubectl describe pods ${OF_SERVICE}`,
  shows: 'limits, the reason of the last end of each container, and probes',
};
export const ALL_PODS: Command = {
  line: 'kubectl get pods -n "$NAMESPACE" -o wide',
  shows: 'every pod of the tier',
};
export const ALL_WORKLOADS: Command = {
  line: 'kubectl get deployments,jobs -n "$NAMESPACE"',
  shows: 'who brings the pods',
};
export const QUOTA: Command = {
  line: 'kubectl describe resourcequotas -n "$NAMESPACE"',
  shows: 'what is used of each quota, and how much there is',
};
export const CLAIMS: Command = {
  line: 'kubectl get persistentvolumeclaims -n "$NAMESPACE" -o wide',
  shows: 'the size and the class of each claim',
};
export const CLAIM_DETAILS: Command = {
  line: 'kubectl describe persistentvolumeclaims -n "$NAMESPACE"',
  shows: 'which pods use a claim, and what the cluster says of it',
};
export const POLICIES: Command = {
  line: 'kubectl describe networkpolicies -n "$NAMESPACE"',
  shows: 'who is let in, at which ports',
};

/** Backups are no objects of a cluster: who looks at them asks the cloud, and GitHub for the drills. */
const BACKUPS: Command = {
  line: 'gcloud firestore backups list --sort-by=~snapshotTime --limit=20',
  shows: 'which backups there are, the newest first, and whether they are ready',
};
const DRILLS: Command = {
  line: 'gh run list --workflow=backup.yml --limit=10',
  shows: 'whether drills run, and how the last ones ended',
};
const DRILL_WORKFLOW: Command = {
  line: 'gh workflow view backup.yml',
  shows: 'whether GitHub has turned the workflow off',
};
export const OF_BACKUPS: readonly Command[] = [BACKUPS, DRILLS, DRILL_WORKFLOW];
