import type { Company } from './story/role.ts';
import { type Approver, type WorldStage, worldStage } from './story/world-stage.ts';
import { startWorld, type World, type WorldOptions } from './world.ts';

/** A world, and the stage that shows it to stories. */
export interface StagedWorld {
  readonly world: World;
  readonly stage: WorldStage;
}

/** Who plays besides the delivery, and who listens. */
export interface Cast {
  readonly approve: Approver;
  readonly company?: Company | undefined;
  /** Hears what happens before the stage does. */
  readonly hear?: WorldOptions['listener'];
}

/** Starts a world whose clock and runner are those of its stage. */
export async function stagedWorld(
  options: Omit<WorldOptions, 'clock' | 'runner' | 'listener'>,
  { approve, company, hear }: Cast,
): Promise<StagedWorld> {
  let world: World | undefined;
  const stage = worldStage(
    () => {
      if (world === undefined) throw new Error('The rehearsal has not started yet.');
      return world;
    },
    approve,
    company,
  );
  world = await startWorld({
    ...options,
    clock: stage.clock,
    runner: stage.runner,
    listener(event) {
      hear?.(event);
      stage.hear(event);
    },
  });
  return { world, stage };
}
