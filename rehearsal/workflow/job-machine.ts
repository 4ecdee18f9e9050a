import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Enclosure } from '../enclosure/enclosure.ts';
import { plainEnclosures } from '../enclosure/plain-enclosures.ts';
import { discard } from '../owner/owned-folders.ts';
import type { Machine } from '../runner/job-request.ts';
import type { EngineOptions } from './engine-options.ts';

/** A machine for one job, as GitHub makes one: it is there for this job alone, and nothing of it is left afterwards. */
export interface JobMachine extends Machine {
  /** Ends what runs on it and removes its files, but for what can be used again. */
  discard(): Promise<void>;
}

export async function jobMachine(options: EngineOptions): Promise<JobMachine> {
  const { enclosures = plainEnclosures(), readable = [], compiled } = options;
  const { reclaim, node, environment, standIns, clock, debug } = options;
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'rehearsal-job-')));
  const temporary = join(folder, 'tmp');
  await mkdir(temporary);
  const cache = join(folder, 'compiled');
  const shared = compiled === undefined ? [] : [{ path: cache, from: compiled }];
  // A job that somebody stands in for starts no process.
  let opened: Enclosure | undefined;
  const endProcesses = async (): Promise<void> => opened?.close();
  return {
    ...{ folder, endProcesses, node, standIns, clock, debug: debug === true },
    environment: { ...environment, ...(compiled === undefined ? {} : compileCache(cache)) },
    async start() {
      opened ??= await enclosures.open({ folder, temporary, readable, shared });
    },
    get enclosure() {
      if (opened === undefined)
        throw new Error('The machine of a job has not been started, and its job wants a process.');
      return opened;
    },
    async discard() {
      await endProcesses();
      await reclaim?.(folder);
      // What a job has made of its own files is no result of it.
      await rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => discard(folder));
    },
  };
}

/** Every job has its files in another place. By default Node knows compiled code by where its source lies; here by the way that leads
 *  there from the cache.
 *  @see https://nodejs.org/docs/latest-v24.x/api/module.html#portability-of-the-compile-cache */
const compileCache = (folder: string): Readonly<Record<string, string>> => ({
  NODE_COMPILE_CACHE: folder,
  NODE_COMPILE_CACHE_PORTABLE: '1',
});
