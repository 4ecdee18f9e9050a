import { embeddedGround } from '../../rehearsal/embedded-ground.ts';
import type { GroundKind } from '../../rehearsal/ground.ts';
import type { RehearseOptions } from './options.ts';

/** What `--cluster` names. The real cluster belongs to the tests of this repository, so it is loaded only when it is asked for.
 *  @throws where it cannot be had. */
export async function groundOf(cluster: RehearseOptions['cluster']): Promise<GroundKind> {
  switch (cluster) {
    case 'embedded':
      return embeddedGround;
    case 'real': {
      const { realGround } = await import('../../test/cluster/rehearsal/real-ground.ts').catch((error) => {
        if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
        throw new Error('--cluster real needs a checkout of Sluice: the cluster is that of its tests.', {
          cause: error,
        });
      });
      return realGround();
    }
  }
}
