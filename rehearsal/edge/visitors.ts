import { addressInside, addressOutside } from '../../domain/edge/visitor-address.ts';
import type { Tier } from '../../domain/tier.ts';

/** Who comes to a tier: somebody whose address its list has, or somebody whose address it has not. */
export type Whence = 'inside' | 'outside';

/** Lists name addresses of the world, and a rehearsal has those of its machine: from which of them who comes. No list is widened for it. */
export const SOURCES: Readonly<Record<Whence, string>> = { inside: '127.0.0.1', outside: '127.0.0.2' };

/** What a visitor's address in the world is. @param peer the address of this machine that the connection comes from */
export function worldAddress(peer: string, { allow }: Pick<Tier, 'allow'>): string {
  const inside = addressInside(allow);
  return peer === SOURCES.inside ? inside : (addressOutside(allow) ?? inside);
}
