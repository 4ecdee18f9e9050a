import { join } from 'node:path';
import { cacheFolder } from '../../cli/cache-folder.ts';
import { scratchPlace, thisMachine } from '../../cli/rehearsal/scratch-place.ts';
import type { Delivery } from '../../domain/delivery.ts';
import type { GroundKind } from '../../rehearsal/ground.ts';
import { playStory } from '../../rehearsal/play-story.ts';
import type { Story } from '../../rehearsal/story/story.ts';
import type { Scene } from '../../rehearsal/story/tell.ts';

/** Tells a story of this checkout on a ground, in this process, with reviewers that say yes; nothing of it is kept. Its temporary files
 *  lie where those of `npm start` do. */
export async function tellOn(
  ground: GroundKind,
  story: Story,
  delivery: Delivery,
  replaced?: ReadonlyMap<string, string | undefined>,
): Promise<readonly Scene[]> {
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = scratchPlace(process.env, thisMachine);
  try {
    return await playStory(story, {
      checkout: join(import.meta.dirname, '../..'),
      ground,
      delivery,
      ...(replaced === undefined ? {} : { replaced }),
      cache: cacheFolder(process.env),
    });
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}
