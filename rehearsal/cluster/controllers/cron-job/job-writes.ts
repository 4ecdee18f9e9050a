import { StatusError } from '../../object-store.ts';
import { controllerOf } from '../controller.ts';
import type { EventRecorder } from '../event-recorder.ts';
import type { CronJob, Job, Resource } from '../resource.ts';
import type { Told } from './active.ts';

/** Makes and deletes the Jobs of a CronJob, and tells of it. */
export interface JobWrites {
  tell(cronJob: CronJob, told: readonly Told[]): void;
  /** @returns what the API says against it. */
  remove(cronJob: CronJob, job: Job): StatusError | undefined;
  /** The Job, made now or earlier; `undefined` for one that is somebody else's. @throws {StatusError} */
  start(cronJob: CronJob, wanted: Job): Job | undefined;
}

export const createJobWrites = (jobs: Resource<Job>, events: EventRecorder): JobWrites => {
  const tell = (cronJob: CronJob, told: readonly Told[]): void => {
    const about = { ...cronJob, apiVersion: 'batch/v1', kind: 'CronJob' };
    for (const { type, reason, message } of told) events[type](about, reason, message);
  };
  const warn = (cronJob: CronJob, reason: string, message: string): void =>
    tell(cronJob, [{ type: 'warning', reason, message }]);
  return {
    tell,
    remove(cronJob, { metadata: { namespace = '', name } }) {
      try {
        jobs.delete(namespace, name, { propagationPolicy: 'Background' });
      } catch (error) {
        if (!(error instanceof StatusError)) throw error;
        warn(cronJob, 'FailedDelete', `Deleted job: ${error.message}`);
        return error;
      }
      tell(cronJob, [{ type: 'normal', reason: 'SuccessfulDelete', message: `Deleted job ${name}` }]);
      return undefined;
    },
    start(cronJob, wanted) {
      const { namespace = '', name } = wanted.metadata;
      try {
        const job = jobs.create(wanted);
        tell(cronJob, [{ type: 'normal', reason: 'SuccessfulCreate', message: `Created job ${name}` }]);
        return job;
      } catch (error) {
        if (!(error instanceof StatusError)) throw error;
        if (error.reason !== 'AlreadyExists') {
          if (!isTerminating(error)) warn(cronJob, 'FailedCreate', `Error creating job: ${error.message}`);
          throw error;
        }
        const there = jobs.get(namespace, name);
        return there !== undefined && controllerOf(there)?.uid === cronJob.metadata.uid ? there : undefined;
      }
    },
  };
};

/** Nothing can be made in a namespace that goes, and nobody needs to hear of it. */
const isTerminating = ({ message }: StatusError): boolean => message.includes('because it is being terminated');
