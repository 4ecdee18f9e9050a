import { configMap } from '../objects.ts';
import { outcome, withoutManagers } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** The life of one object, and what is said to who asks for it too often or too late. */
export const createReadDelete: TraceCase = {
  name: 'create-read-delete',
  async run(space) {
    return {
      created: outcome(await space.create('configmaps', configMap('settings', { mode: 'fast' })), withoutManagers),
      read: outcome(await space.get('configmaps', 'settings'), withoutManagers),
      again: outcome(await space.create('configmaps', configMap('settings'))),
      deleted: outcome(await space.delete('configmaps', 'settings'), (object) => object),
      gone: outcome(await space.get('configmaps', 'settings')),
      deletedAgain: outcome(await space.delete('configmaps', 'settings')),
      deploymentNotThere: outcome(await space.get('deployments', 'nobody')),
      replacedNotThere: outcome(await space.replace('configmaps', configMap('nobody'))),
      patchedNotThere: outcome(await space.patch('merge', 'configmaps', 'nobody', { data: {} })),
    };
  },
};
