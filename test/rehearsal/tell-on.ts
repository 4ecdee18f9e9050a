import { cacheFolder } from '../../cli/cache-folder.ts';
import type { Delivery } from '../../domain/delivery.ts';
import type { GroundKind } from '../../rehearsal/ground.ts';
import { type Act, type Scene, tell } from '../../rehearsal/story/story.ts';
import { startedWorld } from './started-world.ts';

/** Tells a story on a ground, in this process, with reviewers that say yes; nothing of it is kept. */
export async function tellOn(
  ground: GroundKind,
  acts: readonly Act[],
  delivery: Delivery,
  replaced?: ReadonlyMap<string, string>,
): Promise<readonly Scene[]> {
  const { stage, close } = await startedWorld({ ground, delivery, replaced, cache: cacheFolder(process.env) });
  try {
    return await tell(acts, stage, { begins: () => {}, ended: () => {} });
  } finally {
    await close();
  }
}
