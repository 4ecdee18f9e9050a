import { spawn } from 'node:child_process';
import { symlink } from 'node:fs/promises';
import { askProgram } from './ask-program.ts';
import type { Enclosure, EnclosureRequest, Enclosures, Launched, LaunchRequest } from './enclosure.ts';
import { childPromises } from './launched-child.ts';
import { endOwned } from './owned-processes.ts';
import { killGroup, ProcessGroups } from './process-groups.ts';
import { TRACKING_VARIABLE, trackingId } from './tracking.ts';
import { NO_WATCHER, type Watcher } from './watcher.ts';

/** Runs processes as the user who rehearses, with all that this user may do. They are kept together by process groups, and on Linux by
 *  what it shows of a process; a process that hides from all of that lives on. */
export const plainEnclosures = (watcher: Watcher = NO_WATCHER): Enclosures => ({
  kind: 'plain',
  async open(request) {
    for (const { path, from } of request.shared ?? []) await symlink(from, path, 'junction');
    return plainEnclosure(request, new ProcessGroups(watcher));
  },
});

function plainEnclosure({ folder, temporary }: EnclosureRequest, groups: ProcessGroups): Enclosure {
  let closed: Promise<void> | undefined;
  let used = false;
  const close = async (): Promise<void> => {
    // Looking at every process of the machine is not for nothing.
    if (!used) return;
    const { held } = groups;
    groups.end();
    await endOwned({ folder, roots: [], groups: held });
  };
  const tracked = <Request extends LaunchRequest>(request: Request): Request => {
    if (closed !== undefined) throw new Error(`${request.file} cannot be started: what it belongs to has ended.`);
    used = true;
    const env = { [TRACKING_VARIABLE]: trackingId(folder), TMPDIR: temporary, ...request.env };
    return { ...request, env };
  };
  return {
    launch: (request) => launch(tracked(request), groups),
    ask: (question) => askProgram(tracked(question)),
    close() {
      closed ??= close();
      return closed;
    },
  };
}

function launch({ file, args, cwd, env }: LaunchRequest, groups: ProcessGroups): Launched {
  const child = spawn(file, [...args], {
    cwd,
    env: { ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // In a group of its own, so that killing it reaches whatever the process has started.
    detached: true,
    windowsHide: true,
  });
  const { pid, stdout, stderr } = child;
  const promises = childPromises(child);
  if (pid !== undefined) {
    groups.hold(pid);
    child.once('exit', () => groups.firstEnded(pid));
  }
  return {
    ...promises,
    stdout,
    stderr,
    signal: (signal) => void child.kill(signal),
    kill() {
      if (pid !== undefined) killGroup(pid);
    },
  };
}
