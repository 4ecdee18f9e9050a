import type { Registry } from '../../engine/registry.ts';
import type { Images } from '../../engine/rollout/ports/images.ts';

/** Images of any registry that the machine has credentials for, or that wants none. */
export const registryImages = (registry: Pick<Registry, 'resolve'>): Images => ({
  has: async ({ repository, digest }) => (await registry.resolve(repository, digest)) !== undefined,
});
