import { systemClock } from '../../adapters/clock/system-clock.ts';
import { DrillRecords } from '../../adapters/evidence/drill-records.ts';
import { FirestoreDrillStore } from '../../adapters/firestore/firestore-drill-store.ts';
import { CloudGauges } from '../../adapters/google/cloud-gauges.ts';
import { GoogleApi } from '../../adapters/google/google-api.ts';
import { FIRESTORE, MONITORING } from '../../adapters/google/google-service.ts';
import { OciReferrers } from '../../adapters/registry/oci-referrers.ts';
import { OciRegistry } from '../../adapters/registry/oci-registry.ts';
import type { World } from './act.ts';

/** Google Cloud and the registry of a step. */
export const world = (given: {
  readonly project: string;
  readonly records: string;
  readonly token: string;
}): World => ({
  store: new FirestoreDrillStore(new GoogleApi(FIRESTORE, given), given.project),
  records: new DrillRecords(given.records, new OciRegistry(), new OciReferrers()),
  ages: new CloudGauges(new GoogleApi(MONITORING, given), given.project, () => systemClock.now()),
  now: () => systemClock.now(),
});
