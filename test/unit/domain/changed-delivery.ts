import type { Delivery } from '../../../domain/delivery.ts';
import { platform } from '../../fixtures/platform.ts';

/** A copy of the demo's delivery with one place changed: `tiers.0.host`. Nothing is type-checked, as when it is run. */
export function changed(changes: Readonly<Record<string, unknown>>): Delivery {
  const copy = structuredClone(platform) as unknown as Record<string, unknown>;
  for (const [path, value] of Object.entries(changes)) {
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    const holder = keys.reduce<Record<string, unknown>>((at, key) => at[key] as Record<string, unknown>, copy);
    if (value === REMOVED) delete holder[last];
    else holder[last] = value;
  }
  return copy as unknown as Delivery;
}
/** For a field that is taken out. */
export const REMOVED = Symbol('removed');
