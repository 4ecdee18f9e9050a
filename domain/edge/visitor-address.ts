import { isInRange } from './address-range.ts';

/** Ranges that are for examples, and nobody's; then one address of each of the others.
 *  @see https://www.rfc-editor.org/rfc/rfc5737 */
const CANDIDATES: readonly string[] = [
  '192.0.2.1',
  '198.51.100.1',
  '203.0.113.1',
  ...Array.from({ length: 223 }, (_, index) => `${index + 1}.1.1.1`),
];

/** Whether an address may come in. @param allowed ranges, or `*` for everybody */
export const isAllowed = (address: string, allowed: readonly string[]): boolean =>
  allowed.some((range) => range === '*' || isInRange(address, range));

/** An address of the list. */
export const addressInside = (allow: 'public' | readonly string[]): string => {
  const [first = CANDIDATES[0] ?? ''] = allow === 'public' ? [] : allow;
  return first.split('/')[0] ?? '';
};

/** An address that no range of the list has; of a public tier any. `undefined` where the list leaves nobody out. */
export const addressOutside = (allow: 'public' | readonly string[]): string | undefined =>
  CANDIDATES.find((address) => allow === 'public' || !isAllowed(address, allow));
