import type { PodTemplate } from './kubernetes.ts';

const HASH = 'pod-template-hash';

/** Whatever the order of their keys. */
export const sameTemplate = (a: PodTemplate, b: PodTemplate): boolean => isSame(withoutHash(a), withoutHash(b));

const withoutHash = (template: PodTemplate): unknown => {
  const { [HASH]: _, ...labels } = template.metadata?.labels ?? {};
  return { ...template, metadata: { ...template.metadata, labels } };
};

/** Equal values give equal texts, whatever the order of their keys; absent and null are the same. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  return `{${Object.entries(value)
    .filter(([, item]) => item !== undefined && item !== null)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`)
    .join(',')}}`;
}

/** Whether two values have one canonical text, without making it. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) || Array.isArray(b))
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, at) => isSame(item, b[at]));
  if (!isFilled(a) || !isFilled(b)) return (a ?? undefined) === (b ?? undefined);
  let filled = 0;
  for (const key of Object.keys(a)) {
    if (isAbsent(a[key])) continue;
    if (!isSame(a[key], b[key])) return false;
    filled += 1;
  }
  return filled === Object.keys(b).filter((key) => !isAbsent(b[key])).length;
}

const isFilled = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const isAbsent = (value: unknown): boolean => value === undefined || value === null;
