import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Enclosure } from '../enclosure/enclosure.ts';
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
  // A job that somebody stands in for starts no process.
  let opened: Enclosure | undefined;
  const endProcesses = async (): Promise<void> => opened?.close();
  return {
    ...{ folder, endProcesses, node, environment, standIns, clock, debug: debug === true },
    async start() {
      opened ??= await enclosures.open({ folder, temporary, readable, writable });
    },
    get enclosure() {
      if (opened === undefined)
        throw new Error('The machine of a job has not been started, and its job wants a process.');
      return opened;
    },
    async discard() {
      await endProcesses();
      await reclaim?.(folder);
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
