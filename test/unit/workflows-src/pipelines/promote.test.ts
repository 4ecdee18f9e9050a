import { describe, expect, it } from '@jest/globals';
import { workingSteps } from '../../../../workflows-src/language/background.ts';
import { needsOf } from '../../../../workflows-src/language/needs.ts';
import { workflows } from '../../../../workflows-src/workflows.ts';
import { platform } from '../../../fixtures/platform.ts';
import { holds, type RunState } from '../condition-evaluator.ts';
import { DELIVERIES } from '../deliveries.ts';

const jobs = workflows(platform).find(({ path }) => path.endsWith('promote.yml'))?.jobs ?? [];
const runs = (id: string, state: RunState): boolean =>
  holds(jobs.find(({ handle }) => handle.id === id)?.if?.code ?? 'undefined', state);

const vars = { GCP_PROJECT: 'p', GCP_WIF_POOL: 'w' };
const main = { ref: 'refs/heads/main', vars };
const ok = (outputs: Record<string, string> = {}) => ({ result: 'success', outputs });
const adopted = ok({ adopted: 'true' });
const foreign = ok({ adopted: 'false' });
const complete = ok({ outcome: 'complete' });

describe('a promotion', () => {
  it('rolls out a release that the tier before has verified without going through it again', () => {
    const needs = { 'adopt-ai-agent-api': adopted, 'adopt-dashboard': adopted };
    expect(runs('staging-ai-agent-api', { ...main, needs })).toBe(false);
    expect(runs('staging-verify', { ...main, needs })).toBe(false);
    expect(runs('protection', { ...main, needs })).toBe(true);
  });

  it('takes only the release that is not verified yet through the tier before', () => {
    const needs = { 'adopt-ai-agent-api': foreign, 'adopt-dashboard': adopted };
    expect(runs('staging-ai-agent-api', { ...main, needs })).toBe(true);
    expect(runs('staging-dashboard', { ...main, needs })).toBe(false);
    expect(runs('protection', { ...main, needs })).toBe(false);
    expect(runs('staging-verify', { ...main, needs: { ...needs, 'staging-ai-agent-api': complete } })).toBe(true);
    const verified = { ...needs, 'staging-ai-agent-api': complete, 'staging-record': complete };
    expect(runs('protection', { ...main, needs: verified })).toBe(true);
  });

  it.each([
    [
      'a rollout in the tier before failed',
      { 'staging-ai-agent-api': { result: 'failure', outputs: { outcome: 'rolled-back' } } },
    ],
    ['a newer run took over there', { 'staging-ai-agent-api': ok({ outcome: 'superseded' }) }],
    ['a rollout there timed out', { 'staging-ai-agent-api': { result: 'cancelled' } }],
    [
      'the checks failed',
      { 'staging-ai-agent-api': complete, 'staging-record': { result: 'failure', outputs: { outcome: 'failed' } } },
    ],
    ['the checks were never recorded', { 'staging-ai-agent-api': complete, 'staging-record': ok({ outcome: '' }) }],
    ['nobody could be asked for evidence', { 'adopt-dashboard': { result: 'failure' } }],
    ['the evidence job gave no answer', { 'adopt-dashboard': ok(), 'adopt-ai-agent-api': adopted }],
  ])('asks nobody for approval when %s', (_what, changes) => {
    const needs = { 'adopt-ai-agent-api': foreign, 'adopt-dashboard': adopted, ...changes };
    expect(runs('protection', { ...main, needs })).toBe(false);
  });

  it('does not verify a tier where another service failed to roll out', () => {
    const needs = {
      'adopt-ai-agent-api': foreign,
      'adopt-dashboard': foreign,
      'staging-ai-agent-api': complete,
      'staging-dashboard': { result: 'failure', outputs: { outcome: 'failed' } },
    };
    expect(runs('staging-verify', { ...main, needs })).toBe(false);
  });

  it.each(['failure', 'cancelled', 'skipped'])('reaches no cluster when the gate ended as %s', (result) => {
    expect(
      runs('production-ai-agent-api', { ...main, needs: { gate: { result }, 'adopt-ai-agent-api': adopted } }),
    ).toBe(false);
    expect(runs('gate', { ...main, needs: { protection: { result } } })).toBe(false);
  });

  it('goes on after skipped jobs once people have said yes, and stops when the run is cancelled', () => {
    const needs = { gate: ok(), 'adopt-ai-agent-api': adopted };
    expect(runs('production-ai-agent-api', { ...main, needs })).toBe(true);
    expect(runs('production-ai-agent-api', { ...main, needs, cancelled: true })).toBe(false);
  });

  it('takes the one service that people chose, through the tier before where that is needed, and asks for no other', () => {
    const one = { ...main, inputs: { service: 'dashboard' } };
    expect(runs('adopt-dashboard', { ...one, needs: {} })).toBe(true);
    expect(runs('adopt-ai-agent-api', { ...one, needs: {} })).toBe(false);
    expect(runs('protection', { ...one, needs: { 'adopt-dashboard': adopted } })).toBe(true);
    const through = { 'adopt-dashboard': foreign, 'staging-dashboard': complete };
    expect(runs('staging-verify', { ...one, needs: through })).toBe(true);
    expect(runs('protection', { ...one, needs: through })).toBe(false);
    expect(runs('protection', { ...one, needs: { ...through, 'staging-record': complete } })).toBe(true);
    expect(runs('production-ai-agent-api', { ...one, needs: { gate: ok(), 'adopt-dashboard': adopted } })).toBe(false);
  });

  it('takes all of them where nobody chose, and in a call, which has no such input', () => {
    for (const inputs of [{ service: 'all' }, {}] as const) {
      expect(runs('adopt-dashboard', { ...main, inputs, needs: {} })).toBe(true);
      expect(runs('adopt-ai-agent-api', { ...main, inputs, needs: {} })).toBe(true);
      expect(runs('protection', { ...main, inputs, needs: { 'adopt-dashboard': adopted } })).toBe(false);
    }
  });

  it('takes no bytes from anybody: what it is told is a service and a commit, and by a call nothing', () => {
    const file = workflows(platform).find(({ path }) => path.endsWith('promote.yml'));
    expect(Object.keys(file?.dispatch?.definitions ?? {})).toEqual(['service', 'commit']);
    expect(file?.call?.inputs.definitions).toEqual({});
  });

  it('refuses every branch but the one of the tier', () => {
    for (const ref of ['refs/heads/develop', 'refs/heads/main2', 'refs/tags/main']) {
      expect(runs('adopt-dashboard', { ref, vars, needs: {} })).toBe(false);
      expect(runs('refuse-production', { ref, vars, needs: {} })).toBe(true);
    }
    expect(runs('refuse-production', { ...main, needs: {} })).toBe(false);
  });

  it('does nothing where the cloud is not configured, and says so', () => {
    expect(runs('adopt-dashboard', { ...main, vars: { GCP_PROJECT: 'p' }, needs: {} })).toBe(false);
    expect(runs('notice', { ...main, vars: { GCP_PROJECT: 'p' }, needs: {} })).toBe(true);
    expect(runs('notice', { ...main, needs: {} })).toBe(false);
  });

  it('has one job in the reviewed environment, and nothing that waits holds a group', () => {
    const reviewed = jobs.filter((job) => job.kind === 'steps' && job.environment?.name === 'production-approval');
    expect(reviewed.map((job) => job.kind === 'steps' && [job.handle.id, job.concurrency])).toEqual([
      ['gate', undefined],
    ]);
  });
});

describe('a rollout behind a gate', () => {
  const gated = jobs.filter(({ handle: { id } }) => id === 'gate' || id.startsWith('production-'));
  const steps = (id: string): readonly string[] =>
    jobs.flatMap((job) => (job.handle.id === id && job.kind === 'steps' ? job.steps.map(({ name }) => name) : []));

  it('reads the approval back when it sees the cluster, right before it writes', () => {
    expect(steps('production-dashboard').slice(-3)).toEqual([
      'Ask for the evidence of staging',
      'Read the approval back',
      'Roll out the release',
    ]);
    expect(steps('staging-dashboard')).not.toContain('Read the approval back');
  });

  it('does nothing in another attempt, on either side of the gate', () => {
    expect(gated).toHaveLength(3);
    for (const job of gated) {
      const [first] = job.kind === 'steps' ? workingSteps(job.steps) : [];
      expect([first?.name, first?.if?.code]).toEqual(['Refuse another attempt', "github.run_attempt != '1'"]);
    }
  });
});

describe('a promotion of another shape', () => {
  const ids = (name: string, path: string) =>
    workflows(DELIVERIES[name] ?? platform)
      .find((workflow) => workflow.path.endsWith(path))
      ?.jobs.map((job) => `${job.handle.id} < ${needsOf(job).map(({ id }) => id)}`);

  it('asks people at once where no tier comes before', () => {
    expect(ids('an approval without a tier before', 'promote.yml')).toEqual([
      'notice < ',
      'refuse-live < ',
      'adopt-api < ',
      'protection < adopt-api',
      'gate < adopt-api,protection',
      'live-api < adopt-api,gate',
    ]);
  });

  it('asks nobody where no approval is wanted', () => {
    expect(ids('a tier before without an approval', 'promote.yml')?.slice(-2)).toEqual([
      'proven < adopt-api,try-api',
      'live-api < adopt-api,proven',
    ]);
  });

  it('refuses what the tier before has not verified where that tier is promoted into itself', () => {
    expect(ids('a chain of two promotions', 'promote-live.yml')).toEqual([
      'notice < ',
      'refuse-live < ',
      'adopt-api < ',
      'protection < adopt-api',
      'gate < adopt-api,protection',
      'live-api < adopt-api,gate',
    ]);
  });
});
