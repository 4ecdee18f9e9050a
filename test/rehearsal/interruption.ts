import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { makeFolders } from '../../cli/rehearsal/folders.ts';
import { environmentsFolder } from '../../rehearsal/builder/python-environments.ts';
import { isFree } from '../../rehearsal/owner/exclusive.ts';
import { discard } from '../../rehearsal/owner/owned-folders.ts';
import { lookAtOwner } from '../../rehearsal/owner/owner-file.ts';
import { must } from './check.ts';
import type { NpmStart } from './npm-start.ts';

/** How a rehearsal is interrupted: by which signal, and which process gets it. */
export interface Way {
  readonly signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL';
  readonly to: 'the process group' | 'npm' | 'node';
}

export const describeWay = ({ signal, to }: Way): string => `${signal} to ${to}`;

export function interrupt(run: NpmStart, { signal, to }: Way): void {
  const pid = { 'the process group': -run.pid, npm: run.pid, node: run.node() }[to];
  // It may have ended in this very moment.
  if (pid !== undefined) run.send(pid, signal);
}

/** The exit codes of npm: that of the rehearsal, or by which signal npm itself has ended. A rehearsal that has no handler yet ends by the
 *  signal, too. */
const CODES = { SIGINT: [130, 'SIGINT'], SIGTERM: [143, 'SIGTERM'], SIGKILL: [137, 'SIGKILL'] } as const;

/** So long may be left what a SIGKILL leaves, and so long may a process live that was sent one; whoever clears up may take longer on a
 *  busy machine. */
const AFTER_KILL_SECONDS = 10;
const DYING_SECONDS = 2;
const CLEARING_SECONDS = 60;
const CLEARING = 'enclosure/end-remains.ts';

/** What a rehearsal says that is interrupted twice. */
export const KILLED = 'everything is killed.\n';

/** Waits for the end of an interrupted rehearsal. @returns the seconds that it took. @throws what was left, or told wrongly. */
export async function mustLeaveNothing(run: NpmStart, way: Way, cache: string): Promise<number> {
  const since = Date.now();
  while (!run.ended) {
    run.tree.look();
    await delay(10);
  }
  const code = await run.exited();
  const seconds = (Date.now() - since) / 1000;
  const codes: readonly unknown[] = CODES[way.signal];
  must(codes.includes(code) || code === 0, `The exit code is ${code}, wanted ${codes.join(' or ')}.\n${run.output}`);
  must(!/\n\s+at .*\.ts:\d+/.test(run.output), `A stack trace was shown:\n${run.output}`);
  const isKilled = run.output.includes(KILLED);
  const patience = Date.now() + (way.signal === 'SIGKILL' ? AFTER_KILL_SECONDS : isKilled ? DYING_SECONDS : 0) * 1000;
  const left = (): readonly string[] => [
    ...run.tree.leftovers().filter((one) => !one.includes(CLEARING)),
    ...locksLeft(cache),
    ...mountsLeft(run),
  ];
  while (left().length > 0 && Date.now() < patience) await delay(50);
  must(left().length === 0, `Left by ${describeWay(way)}: ${left().join('; ')}`);
  const cleared = (): boolean => run.tree.leftovers().length === 0;
  while (!cleared() && Date.now() < patience + CLEARING_SECONDS * 1000) await delay(50);
  must(cleared(), `It still clears up: ${run.tree.leftovers().join('; ')}`);
  if (way.signal === 'SIGKILL' && run.rubbish().length > 0) startNext(run);
  must(run.rubbish().length === 0, `Left in the temporary folder: ${run.rubbish().join(', ')}`);
  return seconds;
}

/** What the next rehearsal does first. */
function startNext(run: NpmStart): void {
  const { scratch, runs } = makeFolders(
    { XDG_CACHE_HOME: join(run.temporary, 'node-compile-cache') },
    run.temporary,
    new Date(),
  );
  for (const folder of [scratch, runs]) discard(folder);
}

/** Locks that no living process holds. */
function locksLeft(cache: string): readonly string[] {
  const folder = environmentsFolder(join(cache, 'sluice'));
  return entries(folder)
    .filter((name) => name.endsWith('.lock'))
    .filter((name) => {
      const { ownership, quiet } = lookAtOwner(join(folder, name), Date.now());
      return isFree(ownership, quiet);
    })
    .map((name) => `lock ${name}`);
}

const mountsLeft = (run: NpmStart): readonly string[] =>
  readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .filter((line) => line.includes(run.temporary))
    .map((line) => `mount ${line}`);

function entries(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
