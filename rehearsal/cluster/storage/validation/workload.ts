import type { Fields } from '../defaults/fields.ts';
import { list, record, sameJson } from '../frozen.ts';
import { readSelector, takes } from '../label-requirement.ts';
import type { FieldProblem } from '../status-errors.ts';
import { labels } from './names.ts';
import { podSpecProblems } from './pod-spec.ts';
import { forbiddenField, invalid, nonNegative, notSupported, required } from './problem.ts';

/** Deployment and ReplicaSet share selector, template and their immutability.
 *  https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#label-selector-updates */
export const workloadProblems = (
  kind: 'deployment' | 'replicaset',
  spec: Fields,
  live: Fields | undefined,
): readonly FieldProblem[] => [
  ...nonNegative('spec.replicas', spec['replicas']),
  ...selectedTemplateProblems(kind, spec),
  ...(kind === 'deployment' ? strategyProblems(record(spec['strategy']), 'spec.strategy') : []),
  ...nonNegative('spec.minReadySeconds', spec['minReadySeconds']),
  ...nonNegative('spec.revisionHistoryLimit', spec['revisionHistoryLimit']),
  ...deadlineProblems(spec),
  ...(live !== undefined && !sameJson(live['selector'], spec['selector'])
    ? [invalid('spec.selector', spec['selector'], 'field is immutable')]
    : []),
];

/** Selector, template, and that they fit. A selector that cannot be read leaves nothing to compare the template with.
 *  @param kind as the API server's sentences name it. */
export const selectedTemplateProblems = (kind: string, { selector, template }: Fields): readonly FieldProblem[] => {
  const unreadable = labels('spec.selector.matchLabels', record(record(selector)['matchLabels']));
  if (unreadable.length > 0) return [...unreadable, invalid('spec.selector', selector, 'invalid label selector')];
  return [
    ...selectorProblems(kind, selector),
    ...templateProblems(record(template), selector),
    ...lifeProblems(kind, record(record(template)['spec'])),
  ];
};

const selectorProblems = (kind: string, selector: unknown): readonly FieldProblem[] => {
  if (selector === undefined) return kind === 'daemonset' ? [] : [required('spec.selector')];
  const { matchLabels, matchExpressions } = record(selector);
  if (Object.keys(record(matchLabels)).length + list(matchExpressions).length === 0)
    return [invalid('spec.selector', selector, `empty selector is invalid for ${kind}`)];
  return [];
};

/** A template of pods, and that the selector takes them. */
export const templateProblems = (template: Fields, selector: unknown): readonly FieldProblem[] => {
  const metadata = record(template['metadata']);
  const own = record(metadata['labels']) as Readonly<Record<string, string>>;
  const spec = record(template['spec']);
  return [
    ...(selector !== undefined && takes(readSelector(selector), own)
      ? []
      : [
          invalid(
            'spec.template.metadata.labels',
            metadata['labels'] ?? null,
            '`selector` does not match template `labels`',
          ),
        ]),
    ...labels('spec.template.labels', own),
    ...podSpecProblems(spec, 'spec.template.spec'),
  ];
};

/** Whose deadline the API server speaks of. */
const DEADLINE_OF: Readonly<Record<string, string>> = { statefulset: 'StatefulSet', daemonset: 'DaemonSet' };

const lifeProblems = (kind: string, { restartPolicy, activeDeadlineSeconds }: Fields): readonly FieldProblem[] => [
  ...(['OnFailure', 'Never'].includes(String(restartPolicy))
    ? [notSupported('spec.template.spec.restartPolicy', restartPolicy, ['Always'])]
    : []),
  ...(activeDeadlineSeconds === undefined
    ? []
    : [
        forbiddenField(
          'spec.template.spec.activeDeadlineSeconds',
          `activeDeadlineSeconds in ${DEADLINE_OF[kind] ?? 'ReplicaSet'} is not Supported`,
        ),
      ]),
];

const strategyProblems = (strategy: Fields, at: string): readonly FieldProblem[] => {
  const rolling = strategy['rollingUpdate'];
  switch (strategy['type']) {
    case 'Recreate':
      return rolling === undefined
        ? []
        : [forbiddenField(`${at}.rollingUpdate`, "may not be specified when strategy `type` is 'Recreate'")];
    case 'RollingUpdate':
      return rollingUpdateProblems(record(rolling), `${at}.rollingUpdate`);
    default:
      return [
        notSupported(at, { Type: strategy['type'], RollingUpdate: rolling ?? null }, ['Recreate', 'RollingUpdate']),
      ];
  }
};

const rollingUpdateProblems = ({ maxSurge, maxUnavailable }: Fields, at: string): readonly FieldProblem[] => [
  ...amountProblems(`${at}.maxUnavailable`, maxUnavailable),
  ...amountProblems(`${at}.maxSurge`, maxSurge),
  ...(Number.parseInt(String(maxSurge), 10) === 0 && Number.parseInt(String(maxUnavailable), 10) === 0
    ? [invalid(`${at}.maxUnavailable`, maxUnavailable, 'may not be 0 when `maxSurge` is 0')]
    : []),
  ...(typeof maxUnavailable === 'string' && Number.parseInt(maxUnavailable, 10) > 100
    ? [invalid(`${at}.maxUnavailable`, maxUnavailable, 'must not be greater than 100%')]
    : []),
];

/** A whole number from 0 up, or a percentage. */
export const amountProblems = (field: string, value: unknown): readonly FieldProblem[] => {
  if (typeof value !== 'string') return nonNegative(field, value);
  if (/^[0-9]+%$/.test(value)) return [];
  const why =
    "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";
  return [invalid(field, value, why)];
};

const deadlineProblems = (spec: Fields): readonly FieldProblem[] => {
  const deadline = spec['progressDeadlineSeconds'];
  if (typeof deadline !== 'number') return [];
  const ready = typeof spec['minReadySeconds'] === 'number' ? spec['minReadySeconds'] : 0;
  return [
    ...nonNegative('spec.progressDeadlineSeconds', deadline),
    ...(deadline <= ready
      ? [invalid('spec.progressDeadlineSeconds', deadline, 'must be greater than minReadySeconds')]
      : []),
  ];
};
