import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheFolder } from '../../cli/cache-folder.ts';
import type { Delivery } from '../../domain/delivery.ts';
import type { GroundKind } from '../../rehearsal/ground.ts';
import { type Act, type Scene, tell } from '../../rehearsal/story/story.ts';
import { worldStage } from '../../rehearsal/story/world-stage.ts';
import { startWorld, type World } from '../../rehearsal/world.ts';

/** Tells a story on a ground, in this process, with reviewers that say yes; nothing of it is kept. */
export async function tellOn(
  ground: GroundKind,
  acts: readonly Act[],
  delivery: Delivery,
  replaced?: ReadonlyMap<string, string>,
): Promise<readonly Scene[]> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-story-'));
  let world: World | undefined;
  const stage = worldStage(
    () => {
      if (world === undefined) throw new Error('The rehearsal has not started yet.');
      return world;
    },
    async () => true,
  );
  try {
    world = await startWorld({
      delivery,
      checkout: join(import.meta.dirname, '../..'),
      folder: join(folder, 'scratch'),
      runs: join(folder, 'runs'),
      cache: cacheFolder(process.env),
      ground,
      ...(replaced === undefined ? {} : { replaced }),
      listener: (event) => stage.hear(event),
      log: () => {},
    });
    return await tell(acts, stage, { begins: () => {}, ended: () => {} });
  } finally {
    await world?.close();
    await rm(folder, { recursive: true, force: true });
  }
}
