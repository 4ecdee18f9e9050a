import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { rollout } from '../../actions/rollout/contract.ts';
import { realClock } from '../../rehearsal/cluster/clock.ts';
import type { ClusterStore } from '../../rehearsal/cluster/storage/cluster-store.ts';
import { fakeGitHub } from '../cluster/fake-github.ts';
import { runAction } from '../cluster/run-action.ts';
import { withScriptedCluster } from '../scripted-cluster.ts';
import type { Bench, Row } from './measure.ts';
import {
  allPodsExist,
  bigRelease,
  makeNamespace,
  NAMESPACE,
  PODS_EACH,
  pulledFor,
  ROOM,
  WORKLOADS,
} from './scale/big-release.ts';
import { heapOverHours } from './scale/four-hours.ts';
import { PodEvents } from './scale/pod-events.ts';

const EVENTS_A_MINUTE = 100;
/** Its images are pulled for so long: writing, settling and the minute that is measured fit into it. */
const PULL = 120_000;
/** From the last pod that was made until the minute begins: the first lists are read then, and the code is warm. */
const SETTLE = 10_000;
const MINUTE = 60_000;

/** Seconds of processor time a minute, and MB at the peak. */
const PROCESSOR = 1;
const MEMORY = 130;
/** MB that the heap may grow from the first hour to the fourth. */
const GROWTH = 5;

interface Sample {
  readonly at: number;
  /** Seconds of processor time since the start. */
  readonly processor: number;
  /** Largest resident set so far, MB. */
  readonly peak: number;
}

/** A module that writes down twice a second what its process has used. */
const writesUsage = (file: string): string =>
  `import { appendFileSync } from 'node:fs';
const write = () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const sample = { at: Date.now(), processor: (userCPUTime + systemCPUTime) / 1e6, peak: (maxRSS * 1024) / 1e6 };
  appendFileSync(${JSON.stringify(file)}, JSON.stringify(sample) + '\\n');
};
setInterval(write, 500).unref();
process.on('exit', write);
`;

/** What a big release costs: the bundled action in real time, and the heap of the engine over hours. */
export const scaleBench = async (): Promise<readonly Bench[]> => [...(await eventfulRelease()), await heapGrowth()];

async function heapGrowth(): Promise<Bench> {
  const [first = Number.NaN, ...later] = await heapOverHours();
  return {
    name: `Heap after a forced collection, ${WORKLOADS} × ${PODS_EACH} pods, ${first.toFixed(1)} MB after an hour`,
    rows: later.map((megabytes, index) => ({
      label: `growth until hour ${index + 2}`,
      ours: megabytes - first,
      peer: GROWTH,
      unit: 'MB',
      ...(index === later.length - 1 ? { limit: 1 } : {}),
    })),
  };
}

/** The bundled action with a release of fifty workloads with twenty pods each, while a hundred pod events a minute come. */
async function eventfulRelease(): Promise<readonly Bench[]> {
  const scratch = await mkdtemp(join(tmpdir(), 'sluice-bench-'));
  const github = await fakeGitHub();
  try {
    return await withScriptedCluster(
      realClock,
      pulledFor(PULL),
      async (kubeconfig, store) => {
        makeNamespace(store);
        const usage = join(scratch, 'usage.jsonl');
        const script = join(scratch, 'usage.mjs');
        await writeFile(script, writesUsage(usage));
        const action = runAction({
          contract: rollout,
          with: { service: 'api', tier: 'dev', namespace: NAMESPACE, manifests: 'manifests.yaml' },
          github,
          run: github.newRun(Object.fromEntries(rollout.permissions.map(({ scope, level }) => [scope, level]))),
          env: { KUBECONFIG: kubeconfig, NODE_OPTIONS: `--import=${pathToFileURL(script)}` },
          workspace: { 'manifests.yaml': bigRelease() },
        });
        const minute = await Promise.race([eventfulMinute(store), action.then(tooEarly)]);
        const { outputs, log, seconds } = await action;
        if (outputs['outcome'] !== 'complete') throw new Error(`The big release ended ${outputs['outcome']}:\n${log}`);
        const samples = (await readFile(usage, 'utf8'))
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as Sample);
        const size = `${WORKLOADS} × ${PODS_EACH} pods`;
        const rows: Row[] = [
          {
            label: `processor, a minute of ${EVENTS_A_MINUTE} pod events`,
            ours: usedBetween(samples, minute),
            peer: PROCESSOR,
            unit: 's',
            limit: 1,
          },
          {
            label: 'processor, the whole rollout',
            ours: samples.at(-1)?.processor ?? Number.NaN,
            peer: seconds,
            unit: 's',
          },
          // The budget is that of a usual release; this one is shown beside it.
          { label: 'peak memory', ours: samples.at(-1)?.peak ?? Number.NaN, peer: MEMORY, unit: 'MB' },
        ];
        return [{ name: `A release of ${size} against the budget`, rows }];
      },
      { capacity: ROOM },
    );
  } finally {
    await github.close();
    await rm(scratch, { recursive: true, force: true });
  }
}

interface Span {
  readonly from: number;
  readonly until: number;
}

/** Waits until every pod is there and seen, then writes pods for a minute. */
async function eventfulMinute(store: ClusterStore): Promise<Span> {
  while (!allPodsExist(store)) await pause(200);
  await pause(SETTLE);
  const pods = new PodEvents(store, NAMESPACE);
  const from = Date.now();
  for (let event = 1; event <= EVENTS_A_MINUTE; event += 1) {
    pods.write();
    await pause(Math.max(0, from + (event * MINUTE) / EVENTS_A_MINUTE - Date.now()));
  }
  return { from, until: Date.now() };
}

function usedBetween(samples: readonly Sample[], { from, until }: Span): number {
  const within = samples.filter(({ at }) => at >= from && at <= until);
  const [first, last] = [within[0], within.at(-1)];
  if (first === undefined || last === undefined) throw new Error('The action wrote down nothing of what it used.');
  return last.processor - first.processor;
}

const tooEarly = ({ log }: { readonly log: string }): never => {
  throw new Error(`The big release ended before its minute was over:\n${log}`);
};
