import { registryHost } from '../domain/registry.ts';
import type { GroundKind } from './ground.ts';
import { Accounts } from './registry/accounts.ts';
import { registryStorage } from './registry/storage.ts';

const nothingHere = async (): Promise<never> => {
  throw new Error('Nothing is built on this ground: its jobs are played by stand-ins.');
};

/** No cluster, and a registry that nobody reaches: enough where stand-ins play every job, and there at once. */
export const bareGround: GroundKind = {
  limits: ['No job is run: somebody stands in for each of them or of their steps, and says how it ended.'],
  durations: {
    SLUICE_STABLE_FOR: '0',
    SLUICE_TIMEOUT: '0',
    SLUICE_ROLLBACK_TIMEOUT: '0',
    SLUICE_BAKE: '0',
    SLUICE_SCALE_DOWN_DELAY: '0',
  },
  async start({ delivery }) {
    return {
      project: 'rehearsal-project',
      registries: new Map([
        [registryHost(delivery.registry), { storage: registryStorage(), accounts: new Accounts() }],
      ]),
      builder: { build: nothingHere },
      clusters: [],
      urls: new Map(),
      operatorUrls: new Map(),
      edges: new Map(),
      close: async () => {},
    };
  },
};
