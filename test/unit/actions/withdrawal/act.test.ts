import { describe, expect, it } from '@jest/globals';
import { act, post, type WithdrawalInvocation, type World } from '../../../../actions/withdrawal/act.ts';
import { parseCommitSha } from '../../../../domain/commit.ts';
import { digestOf } from '../../../../domain/digest.ts';
import type { RunFacts } from '../../../../domain/evidence/judge-evidence.ts';
import type { KubernetesObject } from '../../../../engine/rollout/cluster.ts';
import { run } from '../../domain/evidence/evidence-of.ts';
import { MemoryEvidence } from '../../engine/evidence/memory-evidence.ts';

const [FIRST, SECOND] = [digestOf('first'), digestOf('second')];

/** A job that looks, does something else, and ends. */
class Job {
  readonly store = new MemoryEvidence();
  readonly warnings: string[] = [];
  readonly state: Record<string, string> = {};
  runs: readonly RunFacts[] = [run({ id: 40, file: '.github/workflows/rollback.yml' })];
  live: string | undefined = FIRST;
  reachable = true;

  readonly #invocation: WithdrawalInvocation = {
    inputs: {
      ...{ service: 'api', tier: 'staging', namespace: 'staging', token: 't' },
      ...{ releases: 'r.example/p/services/api', evidence: 'r.example/p/evidence-staging' },
    },
    github: {
      ...{ repository: { owner: 'acme', name: 'platform' }, commit: parseCommitSha('a'.repeat(40)) },
      ...{ ref: 'refs/heads/develop', eventName: 'workflow_dispatch', event: {}, runId: 40, runAttempt: 1 },
      ...{ job: 'rollback', actor: 'mina', apiUrl: '', serverUrl: '', workspace: '/', temporary: '/' },
    },
    log: {
      ...{ info: () => {}, debug: () => {}, group: () => {}, error: () => {} },
      warning: (sentence) => void this.warnings.push(sentence),
    },
    signal: new AbortController().signal,
    output: () => {},
    summary: () => {},
    save: (name, value) => {
      this.state[name] = value;
    },
    saved: (name) => this.state[name] ?? '',
  };

  get #world(): World {
    const annotations = this.live === undefined ? {} : { 'sluice.dev/release': this.live };
    const metadata = { name: 'api', namespace: 'staging', annotations };
    const workload: KubernetesObject = { apiVersion: 'apps/v1', kind: 'Deployment', metadata };
    return {
      store: this.store,
      runs: { find: async (id) => this.runs.find((each) => each.id === id) },
      cluster: {
        get: async ({ kind }) => {
          if (!this.reachable) throw new Error('The API server does not answer.');
          return kind === 'Deployment' ? workload : undefined;
        },
      },
    };
  }

  async play(rollback: () => void) {
    const before = await act(this.#invocation, this.#world);
    rollback();
    return [before, await post(this.#invocation, this.#world)];
  }

  get said() {
    return [...this.store.all].map(([place, { release, statement }]) => [
      place.replace(/@.*/, ''),
      release,
      JSON.parse(statement).predicate.said,
    ]);
  }
}
const OK = [{ ok: true }, { ok: true }];

describe('what a rollback has left', () => {
  it('is withdrawn', async () => {
    const job = new Job();
    expect(
      await job.play(() => {
        job.live = SECOND;
      }),
    ).toEqual(OK);
    expect(job.said).toEqual([['r.example/p/evidence-staging/api', FIRST, 'withdrawn']]);
  });

  it('is nothing where the same still runs, or no release was known', async () => {
    const same = new Job();
    expect(await same.play(() => {})).toEqual(OK);
    const unknown = new Job();
    unknown.live = undefined;
    expect(
      await unknown.play(() => {
        unknown.live = SECOND;
      }),
    ).toEqual(OK);
    expect([...same.said, ...unknown.said, ...same.warnings, ...unknown.warnings]).toEqual([]);
  });

  it.each([
    ['the cluster does not answer before', { reachable: false }, /Nobody can tell what runs/],
    ['GitHub does not know the run', { runs: [] }, /could not be withdrawn: GitHub does not know/],
  ])('is told, and stops no rollback, when %s', async (_, bend, says) => {
    const job = new Job();
    Object.assign(job, bend);
    expect(
      await job.play(() => {
        job.live = SECOND;
      }),
    ).toEqual(OK);
    expect(job.said).toEqual([]);
    expect(job.warnings).toEqual([expect.stringMatching(says)]);
  });
});
