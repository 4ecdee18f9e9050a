import type { Fields } from '../defaults/fields.ts';
import { list, record, sameJson } from '../frozen.ts';
import type { FieldProblem } from '../status-errors.ts';
import { claimSpecProblems } from './claim.ts';
import { named } from './names.ts';
import { forbiddenField, invalid, nonNegative, notSupported, required } from './problem.ts';
import { amountProblems, selectedTemplateProblems } from './workload.ts';

const MAY_CHANGE = [
  'replicas',
  'ordinals',
  'template',
  'updateStrategy',
  'revisionHistoryLimit',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
];
const FIXED =
  "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', " +
  "'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden";

/** kubernetes/pkg/apis/apps/validation/validation.go, ValidateStatefulSetSpec */
export const statefulSetProblems = (spec: Fields, live: Fields | undefined): readonly FieldProblem[] => [
  ...(['OrderedReady', 'Parallel'].includes(String(spec['podManagementPolicy']))
    ? []
    : [invalid('spec.podManagementPolicy', spec['podManagementPolicy'], "must be 'OrderedReady' or 'Parallel'")]),
  ...orderedStrategyProblems(record(spec['updateStrategy']), 'spec.updateStrategy'),
  ...Object.entries(record(spec['persistentVolumeClaimRetentionPolicy'])).flatMap(([when, policy]) =>
    ['Retain', 'Delete'].includes(String(policy))
      ? []
      : [notSupported(`spec.persistentVolumeClaimRetentionPolicy.${when}`, policy, ['Retain', 'Delete'])],
  ),
  ...(live !== undefined
    ? []
    : list(spec['volumeClaimTemplates']).flatMap((claim, index) =>
        claimSpecProblems(record(record(claim)['spec']), `spec.volumeClaimTemplates[${index}].spec`),
      )),
  ...nonNegative('spec.replicas', spec['replicas']),
  ...nonNegative('spec.minReadySeconds', spec['minReadySeconds']),
  ...nonNegative('spec.ordinals.start', record(spec['ordinals'])['start']),
  ...(live === undefined && spec['serviceName'] ? named('label', 'spec.serviceName', spec['serviceName']) : []),
  ...selectedTemplateProblems('statefulset', withClaimedVolumes(spec)),
  ...(live !== undefined && !sameJson(fixedPart(live), fixedPart(spec)) ? [forbiddenField('spec', FIXED)] : []),
];

const fixedPart = (spec: Fields): unknown =>
  Object.fromEntries(Object.entries(spec).filter(([name]) => !MAY_CHANGE.includes(name)));

/** With the volumes that its pods will get for the claims. */
const withClaimedVolumes = (spec: Fields): Fields => {
  const names = list(spec['volumeClaimTemplates']).map((claim) => record(record(claim)['metadata'])['name']);
  if (names.length === 0) return spec;
  const template = record(spec['template']);
  const pod = record(template['spec']);
  const claimed = names.map((name) => ({ name, persistentVolumeClaim: { claimName: name } }));
  const others = list(pod['volumes']).filter((volume) => !names.includes(record(volume)['name']));
  return { ...spec, template: { ...template, spec: { ...pod, volumes: [...claimed, ...others] } } };
};

const orderedStrategyProblems = (strategy: Fields, at: string): readonly FieldProblem[] => {
  const rolling = strategy['rollingUpdate'];
  switch (strategy['type']) {
    case 'OnDelete':
      return rolling === undefined
        ? []
        : [
            invalid(
              `${at}.rollingUpdate`,
              goRolling(record(rolling)),
              "only allowed for updateStrategy 'RollingUpdate'",
            ),
          ];
    case 'RollingUpdate':
      return nonNegative(`${at}.rollingUpdate.partition`, record(rolling)['partition']);
    default:
      return [invalid(at, goStrategy(strategy), "must be 'RollingUpdate' or 'OnDelete'")];
  }
};

/** As Go prints the server's own structs, which have no names for JSON. */
const goStrategy = ({ type, rollingUpdate }: Fields): Fields => ({
  Type: type ?? '',
  RollingUpdate: rollingUpdate ?? null,
});

const goRolling = ({ partition = 0, maxUnavailable = null }: Fields): Fields => ({
  Partition: partition,
  MaxUnavailable: maxUnavailable,
});

/** kubernetes/pkg/apis/apps/validation/validation.go, ValidateDaemonSetSpec */
export const daemonSetProblems = (spec: Fields, live: Fields | undefined): readonly FieldProblem[] => [
  ...(live !== undefined && !sameJson(live['selector'], spec['selector'])
    ? [invalid('spec.selector', spec['selector'], 'field is immutable')]
    : []),
  ...selectedTemplateProblems('daemonset', spec),
  ...nonNegative('spec.minReadySeconds', spec['minReadySeconds']),
  ...daemonStrategyProblems(record(spec['updateStrategy']), 'spec.updateStrategy'),
  ...nonNegative('spec.revisionHistoryLimit', spec['revisionHistoryLimit']),
];

const daemonStrategyProblems = (strategy: Fields, at: string): readonly FieldProblem[] => {
  switch (strategy['type']) {
    case 'OnDelete':
      return [];
    case 'RollingUpdate':
      return rollingProblems(record(strategy['rollingUpdate']), `${at}.rollingUpdate`);
    default:
      return [notSupported(at, goStrategy(strategy), ['RollingUpdate', 'OnDelete'])];
  }
};

/** One of the two, and only one, says how the update moves. */
const rollingProblems = ({ maxUnavailable, maxSurge }: Fields, at: string): readonly FieldProblem[] => {
  // What is no number at all counts as none.
  const [unavailable, surge] = [maxUnavailable, maxSurge].map((value) => (Number.parseInt(String(value), 10) || 0) > 0);
  const beyond = Object.entries({ maxUnavailable, maxSurge }).filter(
    ([, value]) => typeof value === 'string' && Number.parseInt(value, 10) > 100,
  );
  return [
    ...amountProblems(`${at}.maxUnavailable`, maxUnavailable),
    ...amountProblems(`${at}.maxSurge`, maxSurge),
    ...beyond.map(([name, value]) => invalid(`${at}.${name}`, value, 'must not be greater than 100%')),
    ...(unavailable && surge
      ? [invalid(`${at}.maxSurge`, maxSurge, 'may not be set when maxUnavailable is non-zero')]
      : []),
    ...(!unavailable && !surge ? [required(`${at}.maxUnavailable`, 'cannot be 0 when maxSurge is 0')] : []),
  ];
};
