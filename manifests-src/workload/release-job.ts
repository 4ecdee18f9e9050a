import type { Job } from 'kubernetes-types/batch/v1.d.ts';
import type { ServiceAccount } from 'kubernetes-types/core/v1.d.ts';
import { formatNeeds, NEEDS } from '../../domain/bootstrap-need.ts';
import type { JobService } from '../../domain/job-service.ts';
import { BEARS, IRREVERSIBLE, PHASE } from '../../domain/object-words.ts';
import { tierNeeds } from '../bootstrap/tier-needs.ts';
import { commonLabels } from '../object.ts';
import { endingJob } from './ending-job.ts';
import { serviceAccount } from './service.ts';

/** What is equal in every tier; resources come from the tier's patch. A rollout names it anew for each release, for no Job can be changed. What
 *  it did stays, so that a release of it is never said to be undone. */
export const releaseJob = (service: JobService): Job => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: {
    name: service.name,
    labels: { ...commonLabels(service.name), [PHASE]: 'pre-deploy' },
    annotations: { [NEEDS]: formatNeeds(tierNeeds(service)), [IRREVERSIBLE]: 'true' },
  },
  spec: endingJob(service),
});

/** Its identity. Jobs come and go, and this stays: a later run reads of it which release was rolled out last. */
export const bearingAccount = (service: JobService): ServiceAccount => {
  const account = serviceAccount(service);
  return { ...account, metadata: { ...account.metadata, annotations: { [BEARS]: 'mark' } } };
};
