import { accessReview } from './cases/access-review.ts';
import { applyAgain } from './cases/apply-again.ts';
import { applyAndUpdate } from './cases/apply-and-update.ts';
import { applyAtomic } from './cases/apply-atomic.ts';
import { applyConflict } from './cases/apply-conflict.ts';
import { applyCreate } from './cases/apply-create.ts';
import { applyForce } from './cases/apply-force.ts';
import { applyGiveUp } from './cases/apply-give-up.ts';
import { applyHandedOver } from './cases/apply-handed-over.ts';
import { applyListMaps } from './cases/apply-list-maps.ts';
import { applyRefused } from './cases/apply-refused.ts';
import { applyStatus } from './cases/apply-status.ts';
import { applyUpgrade } from './cases/apply-upgrade.ts';
import { cascadeBackground } from './cases/cascade-background.ts';
import { cascadeForeground } from './cases/cascade-foreground.ts';
import { cascadeOrphan } from './cases/cascade-orphan.ts';
import { crashLoop } from './cases/crash-loop.ts';
import { createReadDelete } from './cases/create-read-delete.ts';
import { daemonSetDefaults } from './cases/daemon-set-defaults.ts';
import { daemonSetRollout } from './cases/daemon-set-rollout.ts';
import { deleteAnswers } from './cases/delete-answers.ts';
import { deleteOptions } from './cases/delete-options.ts';
import { dependentsOfNothing } from './cases/dependents-of-nothing.ts';
import { deploymentDefaults } from './cases/deployment-defaults.ts';
import { discovery } from './cases/discovery.ts';
import { dryRun } from './cases/dry-run.ts';
import { fieldValidation } from './cases/field-validation.ts';
import { finalizer } from './cases/finalizer.ts';
import { firstRollout } from './cases/first-rollout.ts';
import { generatedNames } from './cases/generated-names.ts';
import { generation } from './cases/generation.ts';
import { imageNameInvalid } from './cases/image-name-invalid.ts';
import { imageNotFound } from './cases/image-not-found.ts';
import { immutableFields } from './cases/immutable-fields.ts';
import { impersonation } from './cases/impersonation.ts';
import { inertKinds } from './cases/inert-kinds.ts';
import { invalidDeployments } from './cases/invalid-deployments.ts';
import { invalidJobs } from './cases/invalid-jobs.ts';
import { invalidNames } from './cases/invalid-names.ts';
import { jobComplete } from './cases/job-complete.ts';
import { jobDefaults } from './cases/job-defaults.ts';
import { jobDeleted } from './cases/job-deleted.ts';
import { jobFailed } from './cases/job-failed.ts';
import { jobIndexed } from './cases/job-indexed.ts';
import { jobSuspended } from './cases/job-suspended.ts';
import { jsonPatch } from './cases/json-patch.ts';
import { limitRange } from './cases/limit-range.ts';
import { mergePatch } from './cases/merge-patch.ts';
import { missingSettings } from './cases/missing-settings.ts';
import { namespaces } from './cases/namespaces.ts';
import { nodes } from './cases/nodes.ts';
import { paging } from './cases/paging.ts';
import { pausedRollout } from './cases/paused-rollout.ts';
import { podDefaults } from './cases/pod-defaults.ts';
import { podLog } from './cases/pod-log.ts';
import { proportionalScaling } from './cases/proportional-scaling.ts';
import { quota } from './cases/quota.ts';
import { readyRollout } from './cases/ready-rollout.ts';
import { recreate } from './cases/recreate.ts';
import { replacedPod } from './cases/replaced-pod.ts';
import { revisionHistory } from './cases/revision-history.ts';
import { rights } from './cases/rights.ts';
import { scale } from './cases/scale.ts';
import { secrets } from './cases/secrets.ts';
import { selectors } from './cases/selectors.ts';
import { serviceDefaults } from './cases/service-defaults.ts';
import { setTables } from './cases/set-tables.ts';
import { statefulSetClaims } from './cases/stateful-set-claims.ts';
import { statefulSetDefaults } from './cases/stateful-set-defaults.ts';
import { statefulSetRollout } from './cases/stateful-set-rollout.ts';
import { statefulSetStuck } from './cases/stateful-set-stuck.ts';
import { statusSubresource } from './cases/status-subresource.ts';
import { strategicPatch } from './cases/strategic-patch.ts';
import { stuckRollout } from './cases/stuck-rollout.ts';
import { surgeTable } from './cases/surge-table.ts';
import { tables } from './cases/tables.ts';
import { undo } from './cases/undo.ts';
import { unready } from './cases/unready.ts';
import { unschedulable } from './cases/unschedulable.ts';
import { updateConflict } from './cases/update-conflict.ts';
import { watchInitialEvents } from './cases/watch-initial-events.ts';
import { watchOrder } from './cases/watch-order.ts';
import { watchTooOld } from './cases/watch-too-old.ts';
import { wrongTypes } from './cases/wrong-types.ts';
import type { TraceCase } from './trace-case.ts';

/** Every case, by name. A new one is a file in cases/ and a line here. */
export const CASES: readonly TraceCase[] = [
  accessReview,
  applyAgain,
  applyAndUpdate,
  applyAtomic,
  applyConflict,
  applyCreate,
  applyForce,
  applyGiveUp,
  applyHandedOver,
  applyListMaps,
  applyRefused,
  applyStatus,
  applyUpgrade,
  cascadeBackground,
  cascadeForeground,
  cascadeOrphan,
  crashLoop,
  createReadDelete,
  daemonSetDefaults,
  daemonSetRollout,
  deleteAnswers,
  deleteOptions,
  dependentsOfNothing,
  deploymentDefaults,
  discovery,
  dryRun,
  fieldValidation,
  finalizer,
  firstRollout,
  generatedNames,
  generation,
  imageNameInvalid,
  imageNotFound,
  immutableFields,
  impersonation,
  inertKinds,
  invalidDeployments,
  invalidJobs,
  invalidNames,
  jobComplete,
  jobDefaults,
  jobDeleted,
  jobFailed,
  jobIndexed,
  jobSuspended,
  jsonPatch,
  limitRange,
  mergePatch,
  missingSettings,
  namespaces,
  nodes,
  paging,
  pausedRollout,
  podDefaults,
  podLog,
  proportionalScaling,
  quota,
  readyRollout,
  recreate,
  replacedPod,
  revisionHistory,
  rights,
  scale,
  secrets,
  selectors,
  serviceDefaults,
  setTables,
  statefulSetClaims,
  statefulSetDefaults,
  statefulSetRollout,
  statefulSetStuck,
  statusSubresource,
  strategicPatch,
  stuckRollout,
  surgeTable,
  tables,
  undo,
  unready,
  unschedulable,
  updateConflict,
  watchInitialEvents,
  watchOrder,
  watchTooOld,
  wrongTypes,
];
