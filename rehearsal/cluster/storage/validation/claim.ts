import type { Fields } from '../defaults/fields.ts';
import { list, record, sameJson } from '../frozen.ts';
import { parseQuantity } from '../quantity.ts';
import type { FieldProblem } from '../status-errors.ts';
import { forbiddenField, invalid, notSupported, required } from './problem.ts';

const MODES = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];
const VOLUME_MODES = ['Block', 'Filesystem'];
const IMMUTABLE =
  'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims';

/** https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/persistent-volume-claim-v1/ */
export const claimProblems = (spec: Fields, live: Fields | undefined): readonly FieldProblem[] => [
  ...claimSpecProblems(spec, 'spec'),
  ...(live === undefined || sameJson(fixedPart(live, live), fixedPart(spec, live))
    ? []
    : [forbiddenField('spec', IMMUTABLE)]),
];

/** A claim, or the template of one. */
export const claimSpecProblems = (spec: Fields, at: string): readonly FieldProblem[] => {
  const modes = list(spec['accessModes']);
  const storage = record(record(spec['resources'])['requests'])['storage'];
  const amount = parseQuantity(storage);
  return [
    ...(modes.length === 0 ? [required(`${at}.accessModes`, 'at least 1 access mode is required')] : []),
    ...modes
      .filter((mode) => !MODES.includes(String(mode)))
      .map((mode) => notSupported(`${at}.accessModes`, mode, MODES)),
    ...(storage === undefined ? [required(`${at}.resources[storage]`)] : []),
    ...(amount !== undefined && amount.nano <= 0n
      ? [invalid(`${at}.resources[storage]`, storage, 'must be greater than zero')]
      : []),
    ...(VOLUME_MODES.includes(String(spec['volumeMode'] ?? 'Filesystem'))
      ? []
      : [notSupported(`${at}.volumeMode`, spec['volumeMode'], VOLUME_MODES)]),
  ];
};

// The volume is written once, by whoever binds it, and more may be asked for later.
const fixedPart = (spec: Fields, live: Fields): unknown => {
  const { resources: _resources, volumeAttributesClassName: _class, volumeName, ...kept } = spec;
  return live['volumeName'] === undefined ? kept : { ...kept, volumeName };
};
