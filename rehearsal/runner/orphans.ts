import { readdir, readFile } from 'node:fs/promises';

/** Name of the variable by which the runner finds what a job has started and not stopped.
 *  @see https://github.com/actions/runner src/Runner.Worker/JobExtension.cs */
export const TRACKING_VARIABLE = 'RUNNER_TRACKING_ID';

/** Kills every process that still carries the job's tracking id, however it got away from its parent. Only Linux shows the
 *  environment of a process; elsewhere nothing is found. @returns how many there were. */
export async function killOrphans(trackingId: string): Promise<number> {
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
  const pids = found.filter((pid) => pid !== undefined);
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {}
  }
  return pids.length;
}
