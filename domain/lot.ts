import type { Service } from './service.ts';

/** Services that share one set of workflow files; their numbers begin with 1. */
export interface Lot {
  readonly number: number;
  readonly services: readonly Service[];
}

/** The file of that name for a lot: `deploy.yml`, `deploy.2.yml`, behind what the names of all workflow files of a delivery begin with. No
 *  name of a tier has a dot, so no two are the same. */
export const lotFile = (
  { workflowPrefix = '' }: { readonly workflowPrefix?: string | undefined },
  name: string,
  lot: number,
): string => `${workflowPrefix}${name}${lot === 1 ? '' : `.${lot}`}.yml`;

/** What the names of workflow files may begin with. */
export const WORKFLOW_PREFIX = /^[a-z0-9][a-z0-9_-]{0,39}$/;
