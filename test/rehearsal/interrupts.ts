import { setTimeout as delay } from 'node:timers/promises';
import { type Check, must } from './check.ts';
import { NpmStart } from './npm-start.ts';

/** A moment to interrupt at: it has come when the test passes. */
interface Moment {
  readonly name: string;
  readonly came: (run: NpmStart) => boolean;
  /** A second Ctrl-C soon after the first. */
  readonly twice?: true;
  readonly emptyCache?: true;
  readonly path?: string;
}

/** The whole closing, npm and a busy machine included. */
const SECONDS = 5;
/** A second Ctrl-C does not wait for anything. */
const SECONDS_AT_ONCE = 1.5;

const runs = (run: NpmStart, test: RegExp): boolean =>
  run.tree.look().some(({ command, environment }) => test.test(command) || test.test(environment));
const CONTAINER = /read -r _ <&3/;
const JOB = /RUNNER_TRACKING_ID=/;

/** @param smaller a PATH on which only a part of the demo can run, for moments that come late; `cache` for the others */
export const interruptChecks = (smaller: string, cache: string): readonly Check[] =>
  momentsOf(smaller).map((moment) => ({
    name: `Ctrl-C ${moment.name} leaves nothing behind`,
    run: () => interruptAt(moment, cache),
  }));

const momentsOf = (smaller: string): readonly Moment[] => [
  { name: 'while everything starts', came: (run) => run.output.includes('Rehearsing') },
  { name: 'while packages are installed', came: (run) => runs(run, / pip .*install/), emptyCache: true },
  { name: 'while jobs run', came: (run) => runs(run, JOB) },
  { name: 'while containers run', came: (run) => runs(run, CONTAINER) },
  { name: 'while approval is asked for', came: (run) => run.output.includes('Approve '), path: smaller },
  { name: 'twice', came: (run) => runs(run, JOB), twice: true },
];

async function interruptAt({ name, came, twice, emptyCache, path }: Moment, cache: string): Promise<string> {
  const run = new NpmStart([], {
    ...(emptyCache ? {} : { cache }),
    ...(path === undefined ? {} : { path }),
  });
  try {
    await run.until(`the moment ${name}`, () => came(run));
    const ports = run.tree.lookAtPorts();
    const processes = run.tree.look().length;
    let since = Date.now();
    run.interrupt();
    if (twice) {
      await delay(350);
      since = Date.now();
      if (!run.ended) run.interrupt();
    }
    while (!run.ended) {
      run.tree.look();
      await delay(10);
    }
    const code = await run.exited();
    const seconds = (Date.now() - since) / 1000;
    const left = run.tree.left();
    // npm ends itself by the signal that it got, which a shell shows as 130.
    must(code === 130 || code === 'SIGINT', `The exit code is ${code}, wanted 130.\n${run.output}`);
    must(run.output.includes('Interrupted: everything is ended.'), run.output);
    must(
      left.processes.length === 0,
      `Left: ${left.processes.map(({ pid, command }) => `${pid} ${command}`).join('; ')}`,
    );
    must(left.ports.length === 0, `Still listened on: ${left.ports.join(', ')}`);
    must(run.rubbish().length === 0, `Left in the temporary folder: ${run.rubbish().join(', ')}`);
    const limit = twice ? SECONDS_AT_ONCE : SECONDS;
    must(seconds <= limit, `It took ${seconds} s, wanted at most ${limit}.`);
    must(!/\n\s+at .*\.ts:\d+/.test(run.output), `A stack trace was shown:\n${run.output}`);
    return `${processes} processes and ${ports} ports gone after ${seconds.toFixed(1)} s`;
  } finally {
    await run.clean();
  }
}
