import { embeddedGround } from '../../rehearsal/embedded-ground.ts';
import type { GroundKind } from '../../rehearsal/ground.ts';
import type { RehearseOptions } from './options.ts';

/** What `--cluster` names. The real cluster is that of the tests: package.json of a checkout says where it is, that of an installed Sluice
 *  says nothing. It is loaded only when it is asked for.
 *  @throws where it cannot be had. */
export async function groundOf(cluster: RehearseOptions['cluster']): Promise<GroundKind> {
  switch (cluster) {
    case 'embedded':
      return embeddedGround;
    case 'real': {
      const { realGround }: { readonly realGround: () => GroundKind } = await import(REAL_GROUND).catch((error) => {
        if (!ABSENT.includes(error.code)) throw error;
        throw new Error(
          '--cluster real needs a checkout of Sluice with its tests, whose cluster it is: clone the repository, and run "npm run cluster -- up" there.',
          { cause: error },
        );
      });
      return realGround();
    }
  }
}

/** By "imports" of package.json. */
const REAL_GROUND: string = '#real-ground';
const ABSENT: readonly unknown[] = ['ERR_MODULE_NOT_FOUND', 'ERR_PACKAGE_IMPORT_NOT_DEFINED'];
