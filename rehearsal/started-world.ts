import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type StagedWorld, stagedWorld } from './staged-world.ts';
import type { Company } from './story/role.ts';
import type { Approver } from './story/world-stage.ts';
import type { WorldOptions } from './world.ts';

export interface StartedWorld extends StagedWorld {
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
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 3 });
  try {
    const folders = {
      folder: join(folder, 'scratch'),
      runs: join(folder, 'runs'),
      cache: cache ?? join(folder, 'cache'),
    };
    const { world, stage } = await stagedWorld({ ...options, ...folders, log: () => {} }, { approve, company });
    return {
      world,
      stage,
      async close() {
        await world.close();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}
