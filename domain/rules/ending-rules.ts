import { everComes, isSchedule } from '../cron.ts';
import type { CronService } from '../cron-service.ts';
import { drainProblem } from '../drain.ts';
import { type EndingService, isCommand } from '../ending-service.ts';
import { isTimeZone } from '../time-zone.ts';
import type { Claim } from './claim.ts';

/** The controller looks every ten seconds: what may be later less may never begin.
 *  @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#starting-deadline */
const SHORTEST_START = 10;
/** Its Jobs are called like it, and have eleven characters more.
 *  @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#writing-a-cronjob-spec */
const LONGEST_NAME = 52;

const isWhole = (value: number, least: number): boolean => Number.isInteger(value) && value >= least;

/** What is wrong with a service that ends. */
export const endingClaims = ({ command, deadline, retries, drain }: EndingService): readonly Claim[] => {
  const drained = drainProblem(drain, 0);
  return [
    {
      field: 'command',
      value: command,
      holds: command === undefined || isCommand(command),
      message: "Wanted the words of a command, without a shell: ['python', '-m', 'agent.clean'].",
    },
    {
      field: 'deadline',
      value: deadline,
      holds: isWhole(deadline, 1),
      message: 'Wanted whole seconds, one or more: how long a run may take.',
    },
    {
      field: 'retries',
      value: retries,
      holds: isWhole(retries, 0),
      message: 'Wanted a whole number, zero or more: how often a run that fails is tried again.',
    },
    { field: 'drain', value: drain, holds: drained === undefined, message: drained ?? '' },
  ];
};

/** What is wrong with the times of a service. */
export const cronClaims = (service: CronService): readonly Claim[] => {
  const { name, schedule, timeZone, startingDeadline, keep } = service;
  return [
    {
      field: 'name',
      value: name,
      holds: name.length <= LONGEST_NAME,
      message: `Kubernetes takes ${LONGEST_NAME} characters for the name of a CronJob: its Jobs are called like it, with their time.`,
    },
    {
      field: 'schedule',
      value: schedule,
      holds: isSchedule(schedule),
      message:
        'Wanted five fields, minute, hour, day, month and weekday (0 to 6), as "30 4 * * 1-5"; a zone is said by `timeZone`.',
    },
    {
      field: 'schedule',
      value: schedule,
      holds: !isSchedule(schedule) || everComes(schedule),
      message: 'No month that it names has such a day, so its time never comes.',
    },
    {
      field: 'timeZone',
      value: timeZone,
      holds: isTimeZone(timeZone),
      message: 'Wanted a zone of the IANA, as in "Asia/Seoul".',
    },
    {
      field: 'startingDeadline',
      value: startingDeadline,
      holds: isWhole(startingDeadline, SHORTEST_START),
      message: `Wanted whole seconds, ${SHORTEST_START} or more: Kubernetes looks that seldom, and a run that may be less late may never begin.`,
    },
    ...(['succeeded', 'failed'] as const).map((field) => ({
      field: `keep.${field}`,
      value: keep[field],
      holds: isWhole(keep[field], 0),
      message: 'Wanted a whole number, zero or more: how many ended runs are kept.',
    })),
    ...endingClaims(service),
  ];
};
