import { type Standing, standingOf } from '../../../domain/field-manager.ts';
import { type KubernetesObject, nameOf } from '../cluster.ts';
import { pathText } from './field-path.ts';
import type { HandOver } from './hand-over.ts';
import type { Leftover } from './leftovers.ts';

/** More are not named one by one. */
const NAMED = 8;

/** Fields that the manifests say otherwise than their manager. */
export interface Contradiction {
  readonly manager: string;
  readonly field: string;
}

/** Why an object is not written. What would let it, `ownersAdvice` says once for all objects. */
export function ownedSentence(
  object: KubernetesObject,
  contradictions: readonly Contradiction[],
  left: readonly Leftover[],
): string {
  return [
    ...(contradictions.length === 0
      ? []
      : [`${nameOf(object)} has fields that other managers own: ${listed(contradictions.map(belongs))}.`]),
    ...(left.length === 0
      ? []
      : [`${nameOf(object)} would keep what the manifests do not have: ${listed(left.map(leftText))}.`]),
  ].join(' ');
}

const belongs = ({ manager, field }: Contradiction): string => `${field} belongs to "${manager}"`;
const leftText = ({ manager, path }: Leftover): string => belongs({ manager, field: pathText(path) });

const listed = (texts: readonly string[]): string =>
  texts.length > NAMED ? `${texts.slice(0, NAMED).join(', ')} and ${texts.length - NAMED} more` : texts.join(', ');

/** What to do about fields of other managers. @param all in any order, each as often as he was met. */
export function ownersAdvice(all: readonly string[]): readonly string[] {
  const managers = [...new Set(all)];
  const of = (...standings: readonly Standing[]) =>
    managers.filter((manager) => standings.includes(standingOf(manager)));
  const [others, reconcilers, controllers] = [
    of('other', 'kubectl', 'kubectl-apply', 'ours'),
    of('reconciler'),
    of('controller'),
  ];
  return [
    ...(others.length === 0
      ? []
      : [
          `Fields of these objects belong to ${quoted(others)}. To take over all of them, add ${others.map((manager) => `--take-over ${shellWord(manager)}`).join(' ')} (input take-over of the action): what the manifests do not have goes then. Or write the fields as they are.`,
        ]),
    ...reconcilers.map(
      (manager) =>
        `"${manager}" would write its fields back: change them where it reads them, or take the object out of its hands.`,
    ),
    ...controllers.map(
      (manager) => `"${manager}" is a controller and decides its fields by itself: leave them out of the manifests.`,
    ),
  ];
}

const quoted = (managers: readonly string[]): string => managers.map((manager) => `"${manager}"`).join(' and ');

const shellWord = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

/** What the first contact does, before it happens. */
export function handOverNotes(object: KubernetesObject, { from, leaving, yielded }: HandOver): readonly string[] {
  const gone = leaving.filter((path) => !path.at(-1)?.endsWith('/last-applied-configuration'));
  const goes = gone.length === 0 ? '' : ` What the manifests do not have goes: ${listed(gone.map(pathText))}.`;
  return [
    ...(from.length === 0 ? [] : [`${nameOf(object)} becomes ours: what ${quoted(from)} wrote is taken over.${goes}`]),
    ...yielded.map(
      (path) =>
        `${nameOf(object)}: the manifests no longer say ${pathText(path)}, so it stays as it is now, and whoever scales it decides.`,
    ),
  ];
}

export const overruledNote = (object: KubernetesObject, fields: readonly Contradiction[]): string =>
  `${nameOf(object)} was changed by hand: ${listed(fields.map(belongs))}. The manifests decide.`;

export const leftNote = (object: KubernetesObject, left: readonly Leftover[]): string =>
  `${nameOf(object)} keeps what others wrote there: ${listed(left.map(leftText))}.`;

export const addedNote = (object: KubernetesObject, added: readonly string[]): string =>
  `Admission adds to ${nameOf(object)} what the manifests do not have: ${listed(added)}. It is not judged.`;
