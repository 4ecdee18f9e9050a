import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rollout } from '../../actions/rollout/contract.ts';
import { type Bench, median, type Row, runOnce } from './measure.ts';

const DIST = join(import.meta.dirname, '..', '..', 'actions', 'dist');
const RUNS = 9;

/** What a step gets, as far as `rollout` reads it before it loads the rest of its code; it then misses the manifests. */
const ROLLOUT_STEP = (scratch: string): Readonly<Record<string, string>> => ({
  INPUT_SERVICE: 'api',
  INPUT_TIER: 'dev',
  INPUT_NAMESPACE: 'dev',
  ...Object.fromEntries(
    Object.entries(rollout.inputs).flatMap(([name, input]) =>
      'default' in input ? [[`INPUT_${name.toUpperCase()}`, input.default]] : [],
    ),
  ),
  GITHUB_REPOSITORY: 'owner/name',
  GITHUB_SHA: '0'.repeat(40),
  GITHUB_REF: 'refs/heads/main',
  GITHUB_EVENT_NAME: 'push',
  GITHUB_EVENT_PATH: join(scratch, 'event.json'),
  GITHUB_RUN_ID: '1',
  GITHUB_RUN_ATTEMPT: '1',
  GITHUB_JOB: 'rollout',
  GITHUB_ACTOR: 'ada',
  GITHUB_API_URL: 'http://127.0.0.1:9',
  GITHUB_SERVER_URL: 'http://127.0.0.1:9',
  GITHUB_WORKSPACE: scratch,
  RUNNER_TEMP: scratch,
});

/** Actions that speak to a cluster may start slower: they carry the Kubernetes client. */
const WITH_CLUSTER = new Set(['rollout.mjs', 'rollback.mjs']);

/** Size and cold start of each bundle, in turn with an empty script on the same Node. */
export async function bundlesBench(): Promise<readonly Bench[]> {
  const scratch = mkdtempSync(join(tmpdir(), 'sluice-bench-'));
  try {
    const empty = join(scratch, 'empty.mjs');
    writeFileSync(empty, '');
    writeFileSync(join(scratch, 'event.json'), '{}');
    const entries = actions();
    const starts: Row[] = [];
    for (const name of entries) {
      const [ours, peer]: [number[], number[]] = [[], []];
      for (let run = 0; run < RUNS; run += 1) {
        peer.push((await runOnce(process.execPath, [empty])).total);
        ours.push(
          (await runOnce(process.execPath, [join(DIST, name)], name === 'rollout.mjs' ? ROLLOUT_STEP(scratch) : {}))
            .total,
        );
      }
      starts.push({
        label: name,
        ours: median(ours),
        peer: median(peer),
        unit: 'ms',
        limit: WITH_CLUSTER.has(name) ? 7.5 : 4,
      });
    }
    return [{ name: 'Cold start against an empty script', rows: starts }, sizes()];
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** The bundles that an action.yml starts; the rest are chunks of them. */
const actions = (): string[] =>
  readdirSync(DIST).filter((name) => existsSync(join(DIST, '..', name.replace(/\.mjs$/, ''), 'action.yml')));

/** KiB of what an entry loads, chunks included, against the budget. */
function sizes(): Bench {
  const size = (name: string): number => statSync(join(DIST, name)).size / 1024;
  const reach = (name: string, seen = new Set<string>()): Set<string> => {
    if (seen.has(name)) return seen;
    seen.add(name);
    for (const match of readFileSync(join(DIST, name), 'utf8').matchAll(
      /from\s*"\.\/([^"]+)"|import\s*\(?"\.\/([^"]+)"/g,
    ))
      reach(match[1] ?? match[2] ?? '', seen);
    return seen;
  };
  return {
    name: 'Size against the budget',
    rows: actions().map((name) => ({
      label: name,
      ours: [...reach(name)].reduce((total, part) => total + size(part), 0),
      peer: WITH_CLUSTER.has(name) ? 2.1 * 1024 : 650,
      unit: 'KiB',
      limit: 1,
    })),
  };
}
