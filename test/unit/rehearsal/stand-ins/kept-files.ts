import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Artifacts } from '../../../../rehearsal/kept/artifacts.ts';
import { Caches } from '../../../../rehearsal/kept/caches.ts';
import { ownPath } from '../../../../rehearsal/runner/own-path.ts';
import type { StandIn, StandInResult } from '../../../../rehearsal/runner/stand-in.ts';

export type Inputs = Readonly<Record<string, string>>;
type World = {
  readonly artifacts: Artifacts;
  readonly caches: Caches;
  readonly repository: string;
  readonly defaultBranch: string;
};

/** A job that has nothing but folders, and a world that keeps files. */
export interface PlainJob {
  /** Not the job's own: its folder is in it. */
  readonly outside: string;
  readonly workspace: string;
  readonly home: string;
  readonly temp: string;
  readonly log: string[];
  github: Readonly<Record<string, unknown>>;
  use(standIn: (world: World) => StandIn, action: string, inputs: Inputs): Promise<StandInResult>;
  close(): Promise<void>;
}

export async function plainJob(): Promise<PlainJob> {
  const outside = await realpath(await mkdtemp(join(tmpdir(), 'jobs-')));
  const folder = join(outside, 'job');
  const [workspace, home, temp] = [join(folder, 'workspace'), join(folder, 'home'), join(folder, 'temp')];
  for (const one of [workspace, home, temp]) await mkdir(one, { recursive: true });
  const world: World = {
    artifacts: new Artifacts(join(outside, 'artifacts')),
    caches: new Caches(join(outside, 'caches')),
    repository: 'acme/shop',
    defaultBranch: 'main',
  };
  const log: string[] = [];
  const job: PlainJob = {
    ...{ outside, workspace, home, temp, log },
    github: { ref: 'refs/heads/main', run_id: '1', run_attempt: '1', server_url: 'http://localhost' },
    use: (standIn, action, inputs) =>
      standIn(world)({
        action,
        ref: '0'.repeat(40),
        inputs,
        context: {
          ...{ workspace, home, temp, cwd: workspace, github: job.github, env: {}, permissions: {} },
          jobEnvironment: undefined,
          own: (path) => ownPath(folder, path),
          log: (line) => void log.push(line),
          signal: new AbortController().signal,
        },
      }),
    close: () => rm(outside, { recursive: true }),
  };
  return job;
}
