import type { KubernetesObject } from '../../kubernetes-object.ts';
import { generatedLabels } from '../defaults/batch.ts';
import type { Fields } from '../defaults/fields.ts';
import { record } from '../frozen.ts';
import { readSelector, takes } from '../label-requirement.ts';
import type { FieldProblem } from '../status-errors.ts';
import { jobChangeProblems } from './job-change.ts';
import { failurePolicyProblems, successPolicyProblems } from './job-policies.ts';
import { labels, named } from './names.ts';
import { podSpecProblems } from './pod-spec.ts';
import { invalid, nonNegative, notSupported, required } from './problem.ts';

const AMOUNTS = [
  'parallelism',
  'completions',
  'activeDeadlineSeconds',
  'backoffLimit',
  'ttlSecondsAfterFinished',
  'backoffLimitPerIndex',
  'maxFailedIndexes',
];

/** kubernetes/pkg/apis/batch/validation/validation.go, ValidateJob and ValidateJobUpdate: a change is looked at twice. */
export const jobProblems = (job: KubernetesObject, live: KubernetesObject | undefined): readonly FieldProblem[] => {
  const spec = record(job['spec']);
  const selected = selectedProblems(spec);
  return [
    ...generatedProblems(job, labelsOf(spec) ?? {}),
    ...selected,
    ...hostProblems(job.metadata.name, spec),
    ...(live === undefined ? [] : [...selected, ...jobChangeProblems(spec, live)]),
  ];
};

const labelsOf = ({ template }: Fields): Readonly<Record<string, string>> | undefined =>
  record(record(template)['metadata'])['labels'] as Readonly<Record<string, string>> | undefined;

/** What is wrong with a Job that selects its pods. */
const selectedProblems = (spec: Fields): readonly FieldProblem[] => {
  const { selector } = spec;
  const own = labelsOf(spec);
  return [
    ...jobSpecProblems(spec, 'spec'),
    ...(selector === undefined ? [required('spec.selector')] : []),
    ...(selector !== undefined && takes(readSelector(selector), own ?? {})
      ? []
      : [invalid('spec.template.metadata.labels', own, '`selector` does not match template `labels`')]),
  ];
};

const generatedProblems = ({ metadata, spec }: KubernetesObject, own: Fields): readonly FieldProblem[] => {
  const { manualSelector, selector } = record(spec);
  if (manualSelector === true || selector === undefined) return [];
  const wanted = generatedLabels(metadata.name, metadata.uid ?? '');
  return [
    ...wanted.flatMap(([label, value]) =>
      own[label] === value ? [] : [invalid(`spec.template.metadata.labels[${label}]`, own, `must be '${value}'`)],
    ),
    ...(takes(readSelector(selector), Object.fromEntries(wanted))
      ? []
      : [invalid('spec.selector', selector, '`selector` not auto-generated')]),
  ];
};

/** What a Job and the template of one have in common. */
export const jobSpecProblems = (spec: Fields, at: string): readonly FieldProblem[] => {
  const template = record(spec['template']);
  const pod = record(template['spec']);
  return [
    ...AMOUNTS.flatMap((name) => nonNegative(`${at}.${name}`, spec[name])),
    ...(spec['maxFailedIndexes'] !== undefined && spec['backoffLimitPerIndex'] === undefined
      ? [required(`${at}.backoffLimitPerIndex`, 'when maxFailedIndexes is specified')]
      : []),
    ...completionModeProblems(spec, at),
    ...failurePolicyProblems(spec, at),
    ...successPolicyProblems(spec, at),
    ...replacementProblems(spec, `${at}.podReplacementPolicy`),
    ...labels(`${at}.template.labels`, record(record(template['metadata'])['labels'])),
    ...podSpecProblems(pod, `${at}.template.spec`),
    ...restartProblems(
      pod['restartPolicy'],
      spec['podFailurePolicy'] !== undefined,
      `${at}.template.spec.restartPolicy`,
    ),
  ];
};

const completionModeProblems = (spec: Fields, at: string): readonly FieldProblem[] => {
  const { completionMode = 'NonIndexed', completions, backoffLimitPerIndex, maxFailedIndexes } = spec;
  switch (completionMode) {
    case 'Indexed':
      return [
        ...(completions === undefined ? [required(`${at}.completions`, 'when completion mode is Indexed')] : []),
        ...(Number(maxFailedIndexes ?? 0) > Number(completions ?? 0) && completions !== undefined
          ? [invalid(`${at}.maxFailedIndexes`, maxFailedIndexes, 'must be less than or equal to completions')]
          : []),
      ];
    case 'NonIndexed':
      return Object.entries({ backoffLimitPerIndex, maxFailedIndexes }).flatMap(([name, value]) =>
        value === undefined ? [] : [invalid(`${at}.${name}`, value, 'requires indexed completion mode')],
      );
    default:
      return [notSupported(`${at}.completionMode`, completionMode, ['NonIndexed', 'Indexed'])];
  }
};

const replacementProblems = (spec: Fields, at: string): readonly FieldProblem[] => {
  const { podReplacementPolicy: policy, podFailurePolicy } = spec;
  const supported = podFailurePolicy === undefined ? ['Failed', 'TerminatingOrFailed'] : ['Failed'];
  return policy === undefined || supported.includes(String(policy)) ? [] : [notSupported(at, policy, supported)];
};

const restartProblems = (policy: unknown, hasFailurePolicy: boolean, at: string): readonly FieldProblem[] => {
  if (policy === 'Always' || !policy) return [required(at, 'valid values: "OnFailure", "Never"')];
  if (policy !== 'OnFailure' && policy !== 'Never') return [notSupported(at, policy, ['OnFailure', 'Never'])];
  return hasFailurePolicy && policy !== 'Never'
    ? [invalid(at, policy, 'only "Never" is supported when podFailurePolicy is specified')]
    : [];
};

/** Pods of an indexed Job are named by their index, and that must be a name. */
const hostProblems = (name: string, { completionMode, completions }: Fields): readonly FieldProblem[] => {
  if (completionMode !== 'Indexed' || typeof completions !== 'number' || completions <= 0) return [];
  const host = `${name}-${completions - 1}`;
  if (named('label', '', host).length === 0) return [];
  return [invalid('metadata.name', name, `will not able to create pod with invalid DNS label: ${host}`)];
};
