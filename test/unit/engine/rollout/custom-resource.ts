import type { ResourceType } from '../../../../rehearsal/cluster/storage/resource-type.ts';

/** The kind that another controller of the cluster brought along. */
export const CERTIFICATES: ResourceType = {
  group: 'cert-manager.io',
  version: 'v1',
  kind: 'Certificate',
  resource: 'certificates',
  singular: 'certificate',
  namespaced: true,
  shortNames: [],
  categories: [],
  hasStatus: true,
  hasScale: false,
  hasGeneration: true,
  support: 'inert',
};
