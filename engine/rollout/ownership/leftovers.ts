import { type Standing, standingOf } from '../../../domain/field-manager.ts';
import { isRecord } from '../../../domain/shape/shape.ts';
import type { KubernetesObject } from '../cluster.ts';
import { knownResource } from '../known-kinds.ts';
import { isRestartVariable, RESTARTED_AT } from '../restart-marks.ts';
import { isApplied, isTaken, type Ownership, ownershipsOf } from './field-managers.ts';
import { type FieldPath, isWithin, telling, textOf, valueAt } from './field-path.ts';
import { isSaid, REPLICAS } from './hand-over.ts';

/** Something that an object has, the manifests have not, and another manager owns: applying leaves it as it is. */
export interface Leftover {
  readonly manager: string;
  readonly standing: Standing;
  readonly path: FieldPath;
  /** `refused`: the object would not be what was written. `noted`: others may have their own part there. */
  readonly weight: 'refused' | 'noted';
}

/** What others have in an object beside what was written. What controllers, subresources and we ourselves keep is none, nor what is taken
 *  over or goes with its item. */
export function leftovers(
  object: KubernetesObject,
  wanted: KubernetesObject,
  takeOver: readonly string[] = [],
  gone: readonly FieldPath[] = [],
): readonly Leftover[] {
  const book = ownershipsOf(object);
  const isFirst = !isApplied(book);
  const items = gone.filter((path) => path.at(-1)?.startsWith('f:') === false);
  return book
    .filter((one) => isForeign(one) && !isTaken(one, takeOver))
    .flatMap(({ manager, paths }) => {
      const left = paths.filter(
        (path) =>
          valueAt(object, path) !== undefined && !isSaid(wanted, path) && !items.some((item) => isWithin(path, item)),
      );
      return telling(left, object).flatMap((path): Leftover[] => {
        const weight = weightOf(object, path, isFirst);
        return weight === 'passed' ? [] : [{ manager, standing: standingOf(manager), path, weight }];
      });
    });
}

function isForeign({ manager, subresource }: Ownership): boolean {
  const standing = standingOf(manager);
  return subresource === undefined && standing !== 'ours' && standing !== 'controller';
}

/** Anybody may scale; what is paused, preflight refuses by itself. */
const ANYBODYS: readonly FieldPath[] = [REPLICAS, ['f:spec', 'f:paused']];
const TEMPLATES: readonly FieldPath[] = [
  ['f:spec', 'f:template', 'f:metadata'],
  ['f:spec', 'f:jobTemplate', 'f:spec', 'f:template', 'f:metadata'],
];

/** What pods are made of is what was written, or the release does not run; so is every specification that Kubernetes itself reads.
 *  Labels and annotations have many writers. Specifications of other kinds are filled by their controllers. Keys of a ConfigMap may be
 *  injected later, so they are left of another tool only where we come for the first time. */
function weightOf(object: KubernetesObject, path: FieldPath, isFirst: boolean): Leftover['weight'] | 'passed' {
  const [top = ''] = path;
  if (top === 'f:metadata' || top === 'f:status' || ANYBODYS.some((one) => textOf(one) === textOf(path)))
    return 'passed';
  if (isRestart(path)) return 'passed';
  if (TEMPLATES.some((template) => isWithin(path, template))) return 'noted';
  if (top === 'f:spec') return knownResource(object.apiVersion, object.kind) === undefined ? 'noted' : 'refused';
  return isFirst && ['f:data', 'f:binaryData'].includes(top) ? 'refused' : 'noted';
}

/** What only makes new pods of whatever is written. */
const isRestart = (path: FieldPath): boolean =>
  path.at(-1) === `f:${RESTARTED_AT}` ||
  path.some((step, index) => path[index - 1] === 'f:env' && isRestartVariable(nameIn(step) ?? ''));

function nameIn(item: string): string | undefined {
  const keys: unknown = item.startsWith('k:') ? JSON.parse(item.slice(2)) : undefined;
  return isRecord(keys) && typeof keys['name'] === 'string' ? keys['name'] : undefined;
}
