import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plainEnclosures } from '../enclosure/plain-enclosures.ts';
import type { Machine } from '../runner/job-request.ts';
import type { EngineOptions } from './engine-options.ts';

/** A machine for one job, as GitHub makes one: it is there for this job alone, and nothing of it is left afterwards. */
export interface JobMachine extends Machine {
  /** Ends what runs on it and removes its files, but for what can be used again. */
  discard(): Promise<void>;
}

export async function jobMachine(options: EngineOptions): Promise<JobMachine> {
  const { enclosures = plainEnclosures(), readable = [], writable = [] } = options;
  const { reclaim, node, environment, standIns, clock, debug } = options;
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'rehearsal-job-')));
  const temporary = join(folder, 'tmp');
  await mkdir(temporary);
  const enclosure = await enclosures.open({ folder, temporary, readable, writable });
  return {
    ...{ folder, enclosure, node, environment, standIns, clock, debug: debug === true },
    async discard() {
      await enclosure.close();
      await reclaim?.(folder);
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
