import type { Records } from '../../engine/records.ts';

/** Without GitHub nobody keeps deployment records; what a rollback needs is in the history in the cluster. */
export const noRecords: Records = {
  start: async () => undefined,
  update: async () => {},
  list: async () => [],
};
