import { cutWebsockets } from './edge/cut-websockets.ts';
import { forgottenHttps } from './edge/forgotten-https.ts';
import { listBehindNat } from './edge/list-behind-nat.ts';
import { oldTls } from './edge/old-tls.ts';
import { openGateway } from './edge/open-gateway.ts';
import { openToAll } from './edge/open-to-all.ts';
import { plainHttp } from './edge/plain-http.ts';
import { retiredIngress } from './edge/retired-ingress.ts';
import { unaskedHealth } from './edge/unasked-health.ts';
import { closedRegistry } from './images/closed-registry.ts';
import { movingTag } from './images/moving-tag.ts';
import { diskOfNodes } from './monitoring/disk-of-nodes.ts';
import { largeDefinitions } from './monitoring/large-definitions.ts';
import { memoryOfEverything } from './monitoring/memory-of-everything.ts';
import { monitoringOnAutopilot } from './monitoring/monitoring-on-autopilot.ts';
import { oldMonitoringStack } from './monitoring/old-monitoring-stack.ts';
import { probesAmongUsers } from './monitoring/probes-among-users.ts';
import { rulesWithoutALabel } from './monitoring/rules-without-a-label.ts';
import { thresholdAboveBuckets } from './monitoring/threshold-above-buckets.ts';
import { cutOffPods } from './network/cut-off-pods.ts';
import { loadBalancerRanges } from './network/load-balancer-ranges.ts';
import { metadataServer } from './network/metadata-server.ts';
import { missingResolvers } from './network/missing-resolvers.ts';
import { namespaceName } from './network/namespace-name.ts';
import { openNamespace } from './network/open-namespace.ts';
import { openPolicy } from './network/open-policy.ts';
import { rangesOfPods } from './network/ranges-of-pods.ts';
import { unguardedPods } from './network/unguarded-pods.ts';
import { danglingReference } from './references/dangling-reference.ts';
import { labelsInSelectors } from './references/labels-in-selectors.ts';
import { selectsNothing } from './references/selects-nothing.ts';
import { unknownPort } from './references/unknown-port.ts';
import type { Finding, ManifestRule, Tree } from './tree.ts';
import { autopilotAdmission } from './workload/autopilot-admission.ts';
import { blockedEviction } from './workload/blocked-eviction.ts';
import { interruptedService } from './workload/interrupted-service.ts';
import { oneProbeForTwo } from './workload/one-probe-for-two.ts';
import { podSecurity } from './workload/pod-security.ts';
import { replicasBesideAutoscaler } from './workload/replicas-beside-autoscaler.ts';
import { sharedDatabase } from './workload/shared-database.ts';
import { shortGrace } from './workload/short-grace.ts';
import { tokenForNothing } from './workload/token-for-nothing.ts';
import { twiceInEnvironment } from './workload/twice-in-environment.ts';
import { unboundedContainer } from './workload/unbounded-container.ts';
import { unprobedPods } from './workload/unprobed-pods.ts';
import { wideRole } from './workload/wide-role.ts';
import { writableContainer } from './workload/writable-container.ts';
import { writtenSecret } from './workload/written-secret.ts';

/** Everything that no tree may have. A new rule is a file and a line here. */
export const MANIFEST_RULES: readonly ManifestRule[] = [
  danglingReference,
  selectsNothing,
  labelsInSelectors,
  unknownPort,
  metadataServer,
  namespaceName,
  loadBalancerRanges,
  rangesOfPods,
  unguardedPods,
  openNamespace,
  openPolicy,
  cutOffPods,
  missingResolvers,
  closedRegistry,
  movingTag,
  podSecurity,
  writableContainer,
  tokenForNothing,
  wideRole,
  autopilotAdmission,
  unboundedContainer,
  unprobedPods,
  interruptedService,
  shortGrace,
  oneProbeForTwo,
  replicasBesideAutoscaler,
  blockedEviction,
  twiceInEnvironment,
  writtenSecret,
  sharedDatabase,
  retiredIngress,
  listBehindNat,
  cutWebsockets,
  openToAll,
  openGateway,
  unaskedHealth,
  plainHttp,
  forgottenHttps,
  oldTls,
  oldMonitoringStack,
  monitoringOnAutopilot,
  largeDefinitions,
  rulesWithoutALabel,
  thresholdAboveBuckets,
  diskOfNodes,
  memoryOfEverything,
  probesAmongUsers,
];

/** What a rule finds in a tree. */
export interface Judged {
  readonly rule: ManifestRule;
  readonly tree: string;
  readonly finding: Finding;
}

/** Judges the trees of all tiers by every rule, in the order of the table. */
export const judgeTrees = (trees: readonly Tree[]): readonly Judged[] =>
  trees.flatMap((tree) =>
    MANIFEST_RULES.flatMap((rule) => rule.judge(tree, trees).map((finding) => ({ rule, tree: tree.name, finding }))),
  );
