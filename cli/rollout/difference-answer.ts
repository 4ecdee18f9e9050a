import { assertNever } from '../../domain/brand.ts';
import { counted } from '../../domain/counted.ts';
import { mask } from '../../domain/mask.ts';
import { logSentence } from '../../domain/untrusted-text.ts';
import type { BootstrapDifference } from '../../engine/rollout/difference/bootstrap-difference.ts';
import type { ChangedField } from '../../engine/rollout/difference/object-difference.ts';
import type { ObjectDifference } from '../../engine/rollout/difference/service-difference.ts';
import { shortened } from '../../engine/rollout/report/shortened.ts';
import type { Answer } from './answer.ts';
import type { TierDifference } from './tier-difference.ts';

/** Exit code where it cannot be told, as of "kubectl diff".
 *  @see https://kubernetes.io/docs/reference/kubectl/generated/kubectl_diff/ */
export const NOT_TOLD = 2;

type Lines = Answer['lines'];

/** What differs, for people object by object and field by field. What only an administrator may apply is told and does not count: no
 *  rollout changes it. */
export function differenceAnswer(difference: TierDifference): Answer {
  const { tier, services, bootstrap } = difference;
  const objects = services.flatMap((each) => each.objects);
  const isRefused = objects.some(({ kind }) => kind === 'refused');
  const changes = objects.filter(({ kind }) => kind === 'created' || kind === 'changed' || kind === 'removed');
  const sum =
    changes.length === 0
      ? `A rollout to ${tier} would change nothing.`
      : `A rollout to ${tier} would change ${counted(changes.length, 'object')}.`;
  return {
    lines: [
      ...services.flatMap(
        ({ service, objects: own, notes }): Lines => [
          { text: summary(service, own) },
          ...own.flatMap(objectLines),
          ...notes.map((note) => ({ text: `    ${logSentence(note)}`, tone: 'quiet' as const })),
        ],
      ),
      ...administratorLines(bootstrap),
      isRefused ? { text: `✗ A rollout to ${tier} would be refused, and write nothing.`, tone: 'bad' } : { text: sum },
    ],
    json: { command: 'diff', ...masked(difference) },
    exitCode: isRefused ? NOT_TOLD : changes.length > 0 ? 1 : 0,
  };
}

/** Manifests may hold what looks like a secret without being in one. */
const masked = (difference: TierDifference): object =>
  JSON.parse(JSON.stringify(difference, (_, value) => (typeof value === 'string' ? mask(value) : value)));

function summary(service: string, objects: readonly ObjectDifference[]): string {
  const same = objects.filter(({ kind }) => kind === 'same').length;
  return objects.length === same
    ? `${service}: all ${same} objects are as they would be`
    : `${service}: ${same} of ${objects.length} objects are as they would be`;
}

function objectLines(object: ObjectDifference): Lines {
  switch (object.kind) {
    case 'same':
      return [];
    case 'created':
      return [{ text: `  + ${object.name} is created`, tone: 'good' }];
    case 'removed':
      return [{ text: `  - ${object.name} is deleted: it is no longer in the manifests`, tone: 'bad' }];
    case 'left':
      return [{ text: `  = ${object.name} is no longer in the manifests, and stays: ${logSentence(object.why)}` }];
    case 'changed':
      return [{ text: `  ~ ${object.name}`, tone: 'warning' }, ...object.fields.map(fieldLine)];
    case 'refused':
      return object.sentences.map((sentence) => ({ text: `  ✗ ${logSentence(sentence)}`, tone: 'bad' as const }));
    default:
      return assertNever(object);
  }
}

const fieldLine = ({ field, before, after }: ChangedField): Lines[number] => ({
  text: `      ${logSentence(`${field}: ${valueText(before)} → ${valueText(after)}`)}`,
});

/** Longer values are found in the JSON. */
const LONGEST_VALUE = 160;

const valueText = (value: unknown): string =>
  value === undefined ? 'nothing' : shortened(JSON.stringify(value), LONGEST_VALUE);

function administratorLines({ file, objects }: TierDifference['bootstrap']): Lines {
  const waiting = objects.filter(({ kind }) => kind === 'created' || kind === 'changed');
  const unread = objects.filter(({ kind }) => kind === 'unreadable');
  return [
    ...(waiting.length === 0
      ? []
      : [
          {
            text: `Only an administrator may apply this, and no rollout does: kubectl apply --server-side -f ${file}`,
            tone: 'warning' as const,
          },
          ...waiting.flatMap(waitingLines),
        ]),
    ...(unread.length === 0
      ? []
      : [
          {
            text: `Of an administrator, and not for you to read: ${unread.map(({ name }) => name).join(', ')}`,
            tone: 'quiet' as const,
          },
        ]),
  ];
}

const waitingLines = (object: BootstrapDifference): Lines =>
  object.kind === 'changed'
    ? [{ text: `  ~ ${object.name}` }, ...object.fields.map(fieldLine)]
    : [{ text: `  + ${object.name} is missing` }];
