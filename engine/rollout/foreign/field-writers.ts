import { isRecord } from '../../../domain/shape/shape.ts';
import { isSame } from '../../../domain/verdict/same-template.ts';
import type { KubernetesObject } from '../cluster.ts';
import { FIELD_MANAGER } from '../field-manager.ts';
import type { FieldStep, Path } from './field-difference.ts';

/** Who has written a field, as the server keeps book.
 *  @see https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management */
export interface FieldWriter {
  readonly manager: string;
  readonly operation: string;
  readonly subresource: string | undefined;
  /** ISO 8601, by the server's clock; '' when it does not say. */
  readonly time: string;
}

interface Line extends FieldWriter {
  readonly fields: Fields;
}
type Fields = Readonly<Record<string, unknown>>;

/** Managers that own a field or something in it, the latest first. */
export const writersOf = (object: KubernetesObject, path: Path): readonly FieldWriter[] =>
  linesOf(object).filter(({ fields }) => owns(fields, path));

/** Whether we have declared a field with an apply. */
export const isOwn = (object: KubernetesObject, path: Path): boolean =>
  writersOf(object, path).some(({ manager, operation }) => manager === FIELD_MANAGER && operation === 'Apply');

/** Ourselves, by any of our names. */
export const isSluice = ({ manager }: FieldWriter): boolean => /^sluice(-.+)?$/.test(manager);

/** Whoever else has written the object itself last: for what is gone, of which the book says nothing. */
export const lastOther = (object: KubernetesObject): FieldWriter | undefined =>
  linesOf(object).find((line) => !isSluice(line) && line.subresource === undefined);

function linesOf({ metadata }: KubernetesObject): readonly Line[] {
  const entries = Array.isArray(metadata['managedFields']) ? metadata['managedFields'] : [];
  return entries
    .filter(isRecord)
    .map((entry) => ({
      manager: textOf(entry['manager']),
      operation: textOf(entry['operation']),
      subresource: textOf(entry['subresource']) || undefined,
      time: textOf(entry['time']),
      fields: isRecord(entry['fieldsV1']) ? entry['fieldsV1'] : {},
    }))
    .sort((a, b) => (a.time > b.time ? -1 : 1));
}

/** A field that is owned as a whole has nothing below it. */
function owns(fields: Fields, [step, ...rest]: Path): boolean {
  if (step === undefined) return true;
  const within = memberOf(fields, step);
  if (within === undefined) return false;
  return Object.keys(within).length === 0 || owns(within, rest);
}

function memberOf(fields: Fields, step: FieldStep): Fields | undefined {
  const found =
    step.kind === 'field'
      ? fields[`f:${step.name}`]
      : Object.entries(fields).find(([key]) => isKeyOf(key, step.item))?.[1];
  return isRecord(found) ? found : undefined;
}

/** `k:{"name":"web"}` and `v:"a"` say which item is meant. */
function isKeyOf(key: string, item: unknown): boolean {
  const [, kind, json] = /^([kv]):(.*)$/s.exec(key) ?? [];
  if (json === undefined) return false;
  const said: unknown = JSON.parse(json);
  if (kind === 'v') return isSame(said, item);
  return (
    isRecord(said) &&
    isRecord(item) &&
    Object.entries(said).every(([name, value]) => item[name] === undefined || isSame(item[name], value))
  );
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
