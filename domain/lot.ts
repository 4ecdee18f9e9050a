import type { Service } from './service.ts';

/** Services that share one set of workflow files; their numbers begin with 1. */
export interface Lot {
  readonly number: number;
  readonly services: readonly Service[];
}

/** The file of that name for a lot: `deploy.yml`, `deploy.2.yml`. No name of a tier has a dot, so no two are the same. */
export const lotFile = (name: string, lot: number): string => (lot === 1 ? `${name}.yml` : `${name}.${lot}.yml`);
