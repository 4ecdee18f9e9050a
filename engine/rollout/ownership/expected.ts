import { isRecord } from '../../../domain/shape/shape.ts';
import type { KubernetesObject } from '../cluster.ts';
import { ownershipsOf } from './field-managers.ts';
import { type FieldPath, type Fields, fieldsOf, memberAt, unique } from './field-path.ts';

/** What the object will be once the book has changed and the manifests are applied: no dry run can be asked for both. What lists are
 *  merged by, and what is replaced whole, the book itself says, because it has a line for everything that anybody wrote. */
export function expected(
  live: KubernetesObject,
  wanted: KubernetesObject,
  gone: readonly FieldPath[],
): KubernetesObject {
  const shape = fieldsOf(unique(ownershipsOf(live).flatMap(({ paths }) => paths)));
  const cleaned = without(live, gone);
  return merged(cleaned, wanted, shape) as KubernetesObject;
}

/** The value without some of its fields. */
export const without = (value: unknown, paths: readonly FieldPath[]): unknown => removed(value, fieldsOf(paths));

function removed(value: unknown, fields: Fields): unknown {
  const changes = new Map<string | number, unknown>();
  for (const [step, inner] of Object.entries(fields)) {
    const member = step === '.' ? undefined : memberAt(value, step);
    if (member === undefined) continue;
    const isWhole = Object.keys(inner).length === 0 || '.' in inner;
    changes.set(member, isWhole ? undefined : removed(at(value, member), inner));
  }
  if (Array.isArray(value))
    return value.flatMap((item, index) => {
      const kept = changes.has(index) ? changes.get(index) : item;
      return kept === undefined ? [] : [kept];
    });
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, child]) => {
      const kept = changes.has(name) ? changes.get(name) : child;
      return kept === undefined ? [] : [[name, kept]];
    }),
  );
}

const at = (value: unknown, member: string | number): unknown =>
  Array.isArray(value) ? value[Number(member)] : isRecord(value) ? value[member] : undefined;

function merged(live: unknown, wanted: unknown, shape: Fields): unknown {
  if (isRecord(live) && isRecord(wanted)) {
    const changed = Object.entries(wanted).map(([name, value]) => {
      const inner = shape[`f:${name}`];
      const isWhole = inner !== undefined && !isOpen(inner);
      return [name, isWhole ? value : merged(live[name], value, inner ?? {})];
    });
    return { ...live, ...Object.fromEntries(changed) };
  }
  if (Array.isArray(live) && Array.isArray(wanted)) return mergedList(live, wanted, shape);
  return wanted;
}

/** Whether parts of a field have owners of their own. */
const isOpen = (fields: Fields): boolean => Object.keys(fields).some((step) => step !== '.');

/** Items that are told apart by keys or values are merged, ours first and in our order; any other list is one value. */
function mergedList(live: readonly unknown[], wanted: readonly unknown[], shape: Fields): unknown {
  const steps = Object.keys(shape).filter((step) => step.startsWith('k:') || step.startsWith('v:'));
  if (steps.length === 0) return wanted;
  const stepOf = (item: unknown) => steps.find((step) => memberAt([item], step) !== undefined);
  const known = new Map(live.map((item) => [stepOf(item), item]));
  const ours = wanted.map((item) => {
    const step = stepOf(item);
    return step !== undefined && known.has(step) ? merged(known.get(step), item, shape[step] ?? {}) : item;
  });
  const said = new Set(wanted.map(stepOf));
  return [...ours, ...live.filter((item) => !said.has(stepOf(item) ?? ''))];
}

/** A JSON merge patch that makes one value of another. @see https://datatracker.ietf.org/doc/html/rfc7386 */
export function difference(now: unknown, then: unknown): Readonly<Record<string, unknown>> {
  if (!isRecord(now) || !isRecord(then)) return {};
  const names = [...new Set([...Object.keys(now), ...Object.keys(then)])];
  return Object.fromEntries(
    names.flatMap((name) => {
      const [before, after] = [now[name], then[name]];
      if (JSON.stringify(before) === JSON.stringify(after)) return [];
      if (after === undefined) return [[name, null]];
      return [[name, isRecord(before) && isRecord(after) ? difference(before, after) : after]];
    }),
  );
}
