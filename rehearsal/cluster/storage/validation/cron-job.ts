import { parseSchedule } from '../../cron/expression.ts';
import { CronError } from '../../cron/fields.ts';
import { zoneOf } from '../../cron/zone.ts';
import type { KubernetesObject } from '../../kubernetes-object.ts';
import { record } from '../frozen.ts';
import type { FieldProblem } from '../status-errors.ts';
import { jobSpecProblems } from './job.ts';
import { invalid, nonNegative, notSupported, required } from './problem.ts';

const POLICIES = ['Allow', 'Forbid', 'Replace'];
/** A Job is called like its CronJob, and has eleven characters more. */
const LONGEST_NAME = 52;

/** kubernetes/pkg/apis/batch/validation/validation.go, ValidateCronJobCreate and ValidateCronJobUpdate */
export const cronJobProblems = (
  { metadata, spec }: KubernetesObject,
  live: KubernetesObject | undefined,
): readonly FieldProblem[] => {
  const { schedule, startingDeadlineSeconds, timeZone, concurrencyPolicy, jobTemplate, ...limits } = record(spec);
  const job = record(record(jobTemplate)['spec']);
  const zone = timeZone === record(live?.['spec'])['timeZone'] ? undefined : timeZone;
  return [
    ...scheduleProblems(schedule),
    ...nonNegative('spec.startingDeadlineSeconds', startingDeadlineSeconds),
    ...(zone === undefined ? [] : timeZoneProblems(String(zone))),
    ...policyProblems(concurrencyPolicy),
    ...jobSpecProblems(job, 'spec.jobTemplate.spec'),
    ...selectorProblems(job),
    ...['successfulJobsHistoryLimit', 'failedJobsHistoryLimit'].flatMap((name) =>
      nonNegative(`spec.${name}`, limits[name]),
    ),
    ...(live === undefined && metadata.name.length > LONGEST_NAME
      ? [invalid('metadata.name', metadata.name, `must be no more than ${LONGEST_NAME} characters`)]
      : []),
  ];
};

const AT = 'spec.schedule';
const UTC = zoneOf('UTC');

const scheduleProblems = (schedule: unknown): readonly FieldProblem[] => {
  if (!schedule) return [required(AT)];
  const text = String(schedule);
  return [
    ...unreadable(text),
    ...(text.includes('TZ')
      ? [invalid(AT, text, 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead')]
      : []),
  ];
};

/** A zone before the fields is read, too, to say no to it afterwards. */
const unreadable = (text: string): readonly FieldProblem[] => {
  const [, name, fields = text] = /^(?:CRON_)?TZ=(\S*)\s+(.*)$/.exec(text) ?? [];
  const zone = name === undefined ? UTC : zoneOf(name);
  if (zone === undefined) return [invalid(AT, text, `provided bad location ${name}: unknown time zone ${name}`)];
  try {
    parseSchedule(fields, zone);
    return [];
  } catch (error) {
    if (!(error instanceof CronError)) throw error;
    return [invalid(AT, text, error.message)];
  }
};

const PART = /^[A-Za-z.\-_0-9+]{1,14}$/;

const timeZoneProblems = (name: string): readonly FieldProblem[] => {
  const at = 'spec.timeZone';
  if (name === '') return [invalid(at, name, 'timeZone must be nil or non-empty string')];
  const isBad = (part: string): boolean => ['.', '..'].includes(part) || part.startsWith('-') || !PART.test(part);
  if (name.split('/').some(isBad)) return [invalid(at, name, `unknown time zone ${name}`)];
  const explicit = 'timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones';
  if (name.toLowerCase() === 'local') return [invalid(at, name, explicit)];
  return zoneOf(name) === undefined ? [invalid(at, name, `unknown time zone ${name}`)] : [];
};

const policyProblems = (policy: unknown): readonly FieldProblem[] => {
  const at = 'spec.concurrencyPolicy';
  if (!policy) return [required(at)];
  return POLICIES.includes(String(policy)) ? [] : [notSupported(at, policy, POLICIES)];
};

/** Which pods are its own is told when the Job is made. */
const selectorProblems = ({ selector, manualSelector }: Readonly<Record<string, unknown>>): readonly FieldProblem[] => [
  ...(selector === undefined
    ? []
    : [invalid('spec.jobTemplate.spec.selector', selector, '`selector` will be auto-generated')]),
  ...(manualSelector === true
    ? [notSupported('spec.jobTemplate.spec.manualSelector', manualSelector, ['nil', 'false'])]
    : []),
];
