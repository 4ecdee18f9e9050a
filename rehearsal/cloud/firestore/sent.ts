import { isRecord } from '../../../domain/shape/shape.ts';

/** What lies at a path of something that was sent; `undefined` where nothing does. */
export const at = (value: unknown, ...path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>((found, step) => {
    if (Array.isArray(found)) return found[Number(step)];
    return isRecord(found) && Object.hasOwn(found, step) ? found[step] : undefined;
  }, value);

/** The same, as a text; '' for everything else. */
export function textAt(value: unknown, ...path: readonly (string | number)[]): string {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : '';
}
