import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GitHubFormings } from '../../../../adapters/github/github-formings.ts';
import { parseCommitSha } from '../../../../domain/commit.ts';
import type { EndedStep } from '../../../../rehearsal/github/model.ts';
import { recordedRun } from '../../../../rehearsal/github/state.ts';
import { apiOf, type TestWorld, testWorld } from '../../rehearsal/github/world.ts';

const DEPLOY = '.github/workflows/deploy.yml';
const BY = [{ file: DEPLOY, ref: 'refs/heads/main' }];

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());

interface Told {
  readonly event?: string;
  readonly headBranch?: string;
  readonly headSha?: string;
  readonly workflowPath?: string;
  readonly status?: 'completed';
  readonly step?: string;
  readonly conclusion?: EndedStep['conclusion'];
}

/** GitHub has one run, of main by deploy.yml, but for what is said. */
function has({ step = 'Form the release of api', conclusion = 'success', ...run }: Told): void {
  const facts = { name: 'Deploy', event: 'push', headBranch: 'main', headSha: world.head, workflowPath: DEPLOY };
  const job = { id: 70, attempt: 1, name: 'build / api', status: 'in_progress' as const, conclusion: undefined };
  const known = recordedRun({
    ...{ id: 7, number: 1, actor: 'mina', createdAt: '2026-03-01T00:00:00Z', ...facts, ...run },
    jobs: [{ ...job, startedAt: undefined, completedAt: undefined, steps: [{ number: 9, name: step, conclusion }] }],
  });
  world.repository.runs.splice(0, Infinity, known);
}
const waits: number[] = [];
const isFormed = (then = (): void => undefined) => {
  waits.length = 0;
  const formings = new GitHubFormings(apiOf(world, { actions: 'read' }), async (milliseconds) => {
    waits.push(milliseconds);
    then();
  });
  return formings.isFormed(parseCommitSha(world.head), 'api', BY);
};

describe('a release was formed', () => {
  it('by a run of its commit that came through the step', async () => {
    has({});
    expect([await isFormed(), waits]).toEqual([true, []]);
  });

  it.each<[string, Told]>([
    ['of another branch', { headBranch: 'develop' }],
    ['of another commit', { headSha: '1'.repeat(40) }],
    ['of another file', { workflowPath: '.github/workflows/evil.yml' }],
    ['that somebody started', { event: 'workflow_dispatch' }],
    ['of another service', { step: 'Form the release of web' }],
    ['that failed there', { conclusion: 'failure' }],
    ['that left it out', { conclusion: 'skipped' }],
  ])('not by a run %s', async (_, told) => {
    has({ status: 'completed', ...told });
    expect([await isFormed(), waits]).toEqual([false, []]);
  });

  it('not by one that goes on without it, which is asked three times', async () => {
    has({ step: 'Tag the image' });
    expect([await isFormed(), waits]).toEqual([false, [3000, 3000]]);
  });

  it('also when GitHub tells so a little later', async () => {
    has({ step: 'Tag the image' });
    expect([await isFormed(() => has({})), waits]).toEqual([true, [3000]]);
  });
});
