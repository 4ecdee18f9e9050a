import type { Tier } from './tier.ts';

/** What the object of a release that a service calls `name` is called in a tier. */
export const nameIn = ({ namePrefix }: Pick<Tier, 'namePrefix'>, name: string): string => `${namePrefix}${name}`;
