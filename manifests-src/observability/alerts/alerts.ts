import type { ClusterAlert, LogAlert, ServiceAlert, TierAlert } from '../alert.ts';
import { backupTooOld } from './backup-too-old.ts';
import { backupsUntold } from './backups-untold.ts';
import { certificateExpires } from './certificate-expires.ts';
import { diskFillsUp } from './disk-fills-up.ts';
import { diskNearFull } from './disk-near-full.ts';
import { errorsInLogs } from './errors-in-logs.ts';
import { fastBurn } from './fast-burn.ts';
import { highErrorRate } from './high-error-rate.ts';
import { memoryNearLimit } from './memory-near-limit.ts';
import { memoryRunsOut } from './memory-runs-out.ts';
import { metricsAbsent } from './metrics-absent.ts';
import { quotaNearFull } from './quota-near-full.ts';
import { restoreDrillOverdue } from './restore-drill-overdue.ts';
import { scrapeFailing } from './scrape-failing.ts';
import { slowBurn } from './slow-burn.ts';
import { slowRequests } from './slow-requests.ts';
import { watchdog } from './watchdog.ts';

/** Every alert, a line each. */
export const SERVICE_ALERTS: readonly ServiceAlert[] = [
  highErrorRate,
  slowRequests,
  fastBurn,
  slowBurn,
  memoryNearLimit,
  memoryRunsOut,
  metricsAbsent,
  scrapeFailing,
];
/** How old backups and drills are. */
export const AGE_ALERTS: readonly TierAlert[] = [backupTooOld, restoreDrillOverdue, backupsUntold];
export const TIER_ALERTS: readonly TierAlert[] = [diskNearFull, diskFillsUp, quotaNearFull, ...AGE_ALERTS, watchdog];
export const CLUSTER_ALERTS: readonly ClusterAlert[] = [certificateExpires];
export const LOG_ALERTS: readonly LogAlert[] = [errorsInLogs];
