import { join } from 'node:path';
import { built, cached } from '../cluster/binaries/build.ts';
import { HELM_3, HELM_4, KUBECTL, KUBERNETES } from '../cluster/binaries/recipe.ts';

/** Paths of the clients, by the names that scripts call them by. */
export interface Programs {
  readonly kubectl: string;
  readonly helm3: string;
  readonly helm4: string;
}

/** The clients, built from their Go modules where the cache has none: about two minutes each on two cores, once. */
export async function clients(say: (line: string) => void): Promise<Programs> {
  // A cluster of these tests has built kubectl with everything else.
  const kubernetes = (await cached(KUBERNETES)) ?? (await built(KUBECTL, say));
  return {
    kubectl: join(kubernetes, 'kubectl'),
    helm3: join(await built(HELM_3, say), 'helm'),
    helm4: join(await built(HELM_4, say), 'helm'),
  };
}
