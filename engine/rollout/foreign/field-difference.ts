import { isRecord } from '../../../domain/shape/shape.ts';
import { isSame } from '../../../domain/verdict/same-template.ts';

/** One step into an object: a field, or an item of a list, which is known by itself. */
export type FieldStep =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'item'; readonly label: string; readonly item: unknown };

export type Path = readonly FieldStep[];

/** Something that is not as it was. `undefined` where there is nothing. */
export interface FieldDifference {
  readonly path: Path;
  readonly before: unknown;
  readonly after: unknown;
}

/** What differs between two values, as deep as it can be told. Items of a list that all have names are the same item by their name,
 *  any others by their place. */
export function differences(before: unknown, after: unknown, path: Path = []): readonly FieldDifference[] {
  if (isSame(before, after)) return [];
  if (isRecord(before) && isRecord(after))
    return [...new Set([...Object.keys(before), ...Object.keys(after)])]
      .sort()
      .flatMap((name) => differences(before[name], after[name], [...path, { kind: 'field', name }]));
  if (Array.isArray(before) && Array.isArray(after)) {
    const [old, now] = [labelled(before), labelled(after)];
    const found = [...new Set([...old.keys(), ...now.keys()])].flatMap((label) =>
      differences(old.get(label), now.get(label), [
        ...path,
        { kind: 'item', label, item: now.get(label) ?? old.get(label) },
      ]),
    );
    // The same items in another order.
    return found.length === 0 ? [{ path, before, after }] : found;
  }
  return [{ path, before, after }];
}

/** `spec.template.spec.containers[web].image`. */
export const pathText = (path: Path): string =>
  path.reduce((text, step) => {
    if (step.kind === 'item') return `${text}[${step.label}]`;
    return text === '' ? step.name : `${text}.${step.name}`;
  }, '');

/** The names of the fields, without items. */
export const fieldsOf = (path: Path): readonly string[] =>
  path.flatMap((step) => (step.kind === 'field' ? [step.name] : []));

function labelled(list: readonly unknown[]): ReadonlyMap<string, unknown> {
  const names = list.map((item) => (isRecord(item) && typeof item['name'] === 'string' ? item['name'] : undefined));
  const byName = names.every((name) => name !== undefined) && new Set(names).size === names.length;
  return new Map(list.map((item, index) => [byName ? (names[index] ?? '') : String(index), item]));
}
