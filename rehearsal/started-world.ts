import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Company } from './story/role.ts';
import { type Approver, type WorldStage, worldStage } from './story/world-stage.ts';
import { startWorld, type World, type WorldOptions } from './world.ts';

/** A world with a stage. */
export interface StartedWorld {
  readonly world: World;
  readonly stage: WorldStage;
  /** Ends everything and keeps nothing of it. */
  close(): Promise<void>;
}

export interface StartedWorldOptions
  extends Pick<WorldOptions, 'checkout' | 'delivery' | 'ground' | 'replaced' | 'visibility'> {
  /** Kept between rehearsals; a folder that goes with the world, unless given. */
  readonly cache?: string;
  /** Reviewers; they say yes, unless given. */
  readonly approve?: Approver;
  readonly company?: Company;
}

/** Starts the world of a rehearsal in this process, in folders that go with it. */
export async function startedWorld({
  cache,
  approve = async () => true,
  company,
  ...options
}: StartedWorldOptions): Promise<StartedWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-world-'));
  let world: World | undefined;
  const stage = worldStage(
    () => {
      if (world === undefined) throw new Error('The rehearsal has not started yet.');
      return world;
    },
    approve,
    company,
  );
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 3 });
  try {
    const started = await startWorld({
      ...options,
      folder: join(folder, 'scratch'),
      runs: join(folder, 'runs'),
      cache: cache ?? join(folder, 'cache'),
      clock: stage.clock,
      runner: stage.runner,
      listener: (event) => stage.hear(event),
      log: () => {},
    });
    world = started;
    return {
      world: started,
      stage,
      async close() {
        await started.close();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}
