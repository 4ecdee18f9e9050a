import { record } from '../frozen.ts';
import { each, type Fields, filled, within } from './fields.ts';
import { podSpecDefaults } from './pod-spec.ts';

const template = (part: Fields): Fields => within(part, 'template', (pod) => within(pod, 'spec', podSpecDefaults));

const MOST = 2 ** 31 - 1;

/** kubernetes/pkg/apis/batch/v1/defaults.go, SetDefaults_Job. */
export const jobDefaults = (job: Fields): Fields => {
  const spec = template(record(job['spec']));
  const policy = spec['podFailurePolicy'];
  const amounts = spec['completions'] === undefined && spec['parallelism'] === undefined ? { completions: 1 } : {};
  const full = filled(spec, {
    ...amounts,
    parallelism: 1,
    backoffLimit: spec['backoffLimitPerIndex'] === undefined ? 6 : MOST,
    completionMode: 'NonIndexed',
    suspend: false,
    podReplacementPolicy: policy === undefined ? 'TerminatingOrFailed' : 'Failed',
    manualSelector: false,
  });
  return { ...job, spec: within(full, 'podFailurePolicy', failurePolicy) };
};

/** A Job without labels has those of its template, generated ones too. */
export const withLabelsOfTemplate = <T extends Fields>(job: T): T => {
  const labels = record(record(record(record(job['spec'])['template'])['metadata'])['labels']);
  const metadata = record(job['metadata']);
  if (Object.keys(labels).length === 0 || Object.keys(record(metadata['labels'])).length > 0) return job;
  return { ...job, metadata: { ...metadata, labels } };
};

const failurePolicy = (policy: Fields): Fields =>
  each(policy, 'rules', (rule) => each(rule, 'onPodConditions', (pattern) => filled(pattern, { status: 'True' })));

/** The Job that a CronJob holds gets no defaults of its own before it is made, but its pod does. */
export const cronJobDefaults = (spec: Fields): Fields =>
  filled(
    within(spec, 'jobTemplate', (job) => within(job, 'spec', template)),
    { concurrencyPolicy: 'Allow', suspend: false, successfulJobsHistoryLimit: 3, failedJobsHistoryLimit: 1 },
  );

const SELECTED = 'batch.kubernetes.io/controller-uid';

/** Selector and labels of a new Job, unless it brings a selector of its own: by them its pods are told from those of every
 *  other Job. kubernetes/pkg/registry/batch/job/strategy.go, generateSelector */
export const withGeneratedSelector = <T extends Fields & { readonly metadata: { name: string; uid?: string } }>(
  job: T,
): T => {
  const spec = record(job['spec']);
  if (spec['manualSelector'] === true) return job;
  const { name, uid = '' } = job.metadata;
  const pod = record(spec['template']);
  const metadata = record(pod['metadata']);
  const selector = record(spec['selector']);
  const labels = sorted({ ...Object.fromEntries(generatedLabels(name, uid)), ...record(metadata['labels']) });
  const matchLabels = sorted({ [SELECTED]: uid, ...record(selector['matchLabels']) });
  return {
    ...job,
    spec: {
      ...spec,
      selector: { ...selector, matchLabels },
      template: { ...pod, metadata: { ...metadata, labels } },
    },
  };
};

/** Labels that a Job with a generated selector must have, with their values. */
export const generatedLabels = (name: string, uid: string): readonly (readonly [label: string, value: string])[] => [
  ['controller-uid', uid],
  ['job-name', name],
  ['batch.kubernetes.io/controller-uid', uid],
  ['batch.kubernetes.io/job-name', name],
];

/** As Go prints maps. */
const sorted = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1)));
