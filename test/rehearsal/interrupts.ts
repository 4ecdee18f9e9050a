import { setTimeout as delay } from 'node:timers/promises';
import { type Check, must } from './check.ts';
import { interrupt, KILLED, mustLeaveNothing, type Way } from './interruption.ts';
import { NpmStart } from './npm-start.ts';

/** A moment to interrupt at: it has come when the test passes. */
interface Moment {
  readonly name: string;
  readonly came: (run: NpmStart) => boolean;
  readonly way: Way;
  /** Once more, soon afterwards. */
  readonly twice?: true;
  readonly emptyCache?: true;
  readonly path?: string;
}

const runs = (run: NpmStart, test: RegExp): boolean =>
  run.tree.look().some(({ command, environment }) => test.test(command) || test.test(environment));
const JOB = /GITHUB_ACTIONS=true/;
/** The demo's dashboard, or its API. */
const CONTAINER = /server\.mjs|python -m app/;
const CTRL_C: Way = { signal: 'SIGINT', to: 'the process group' };

/** @param smaller a PATH on which only a part of the demo can run, for moments that come late; `cache` for the others */
export const interruptChecks = (smaller: string, cache: string): readonly Check[] =>
  momentsOf(smaller).map((moment) => ({
    name: `${moment.name}, nothing is left`,
    run: () => interruptAt(moment, cache),
  }));

const whileJobsRun = (way: Way): Moment => ({
  name: `After ${way.signal} to ${way.to} while jobs run`,
  came: (run) => runs(run, JOB),
  way,
});

const momentsOf = (smaller: string): readonly Moment[] => [
  { name: 'After Ctrl-C while everything starts', came: (run) => run.output.includes('Rehearsing'), way: CTRL_C },
  {
    name: 'After Ctrl-C while packages are installed',
    came: (run) => runs(run, / pip .*install/),
    emptyCache: true,
    way: CTRL_C,
  },
  {
    name: 'After SIGKILL while packages are installed',
    came: (run) => runs(run, / pip .*install/),
    emptyCache: true,
    way: { signal: 'SIGKILL', to: 'node' },
  },
  { name: 'After Ctrl-C while containers run', came: (run) => runs(run, CONTAINER), way: CTRL_C },
  {
    name: 'After Ctrl-C while approval is asked for',
    came: (run) => run.output.includes('Approve '),
    path: smaller,
    way: CTRL_C,
  },
  { name: 'After Ctrl-C twice', came: (run) => runs(run, JOB), twice: true, way: CTRL_C },
  whileJobsRun({ signal: 'SIGINT', to: 'npm' }),
  whileJobsRun({ signal: 'SIGTERM', to: 'npm' }),
  whileJobsRun({ signal: 'SIGTERM', to: 'node' }),
  whileJobsRun({ signal: 'SIGKILL', to: 'node' }),
  whileJobsRun({ signal: 'SIGKILL', to: 'npm' }),
];

async function interruptAt({ name, came, way, twice, emptyCache, path }: Moment, cache: string): Promise<string> {
  const run = new NpmStart([], {
    ...(emptyCache ? {} : { cache }),
    ...(path === undefined ? {} : { path }),
  });
  try {
    await run.until(`the moment of "${name}"`, () => came(run));
    const ports = run.tree.lookAtPorts();
    const processes = run.tree.look().length;
    interrupt(run, way);
    if (twice) {
      await delay(400);
      if (!run.ended) interrupt(run, way);
    }
    const seconds = await mustLeaveNothing(run, way, emptyCache ? run.cache : cache);
    if (way.signal !== 'SIGKILL') must(/Interrupted/.test(run.output), run.output);
    if (twice) must(run.output.includes(KILLED), run.output);
    return `${processes} processes and ${ports} ports gone, npm after ${seconds.toFixed(1)} s`;
  } finally {
    await run.clean();
  }
}
