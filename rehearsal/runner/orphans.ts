import { readdir, readFile } from 'node:fs/promises';

/** Name of the variable by which the runner finds what a job has started and not stopped.
 *  @see https://github.com/actions/runner src/Runner.Worker/JobExtension.cs */
export const TRACKING_VARIABLE = 'RUNNER_TRACKING_ID';

/** Kills every process that still carries the job's tracking id, however it got away from its parent, and waits until they are gone.
 *  Only Linux shows the environment of a process; elsewhere nothing is found. */
export async function killOrphans(trackingId: string): Promise<void> {
  for (let found = await carrying(trackingId); found.length > 0; found = await carrying(trackingId)) {
    for (const pid of found) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {} // Gone already.
    }
  }
}

async function carrying(trackingId: string): Promise<readonly number[]> {
  const wanted = `${TRACKING_VARIABLE}=${trackingId}`;
  const entries = await readdir('/proc').catch(() => []);
  const found = await Promise.all(
    entries.map(async (entry) => {
      if (!/^\d+$/.test(entry)) return undefined;
      // Processes of other people cannot be read, and others end while we look.
      const environment = await readFile(`/proc/${entry}/environ`, 'utf8').catch(() => '');
      return environment.split('\0').includes(wanted) ? Number(entry) : undefined;
    }),
  );
  return found.filter((pid) => pid !== undefined);
}
