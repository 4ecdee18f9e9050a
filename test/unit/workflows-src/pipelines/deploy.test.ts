import { describe, expect, it } from '@jest/globals';
import { needsOf } from '../../../../workflows-src/language/needs.ts';
import { valueNode } from '../../../../workflows-src/render/value-node.ts';
import { workflows } from '../../../../workflows-src/workflows.ts';
import { platform } from '../../../fixtures/platform.ts';
import { holds } from '../condition-evaluator.ts';

const deploy = workflows(platform).find(({ path }) => path.endsWith('deploy.yml'));
const jobs = deploy?.jobs ?? [];
const job = (id: string) => jobs.find(({ handle }) => handle.id === id);
const started = (ref: string, { test = 'success', build = 'success' } = {}) =>
  jobs
    .filter(({ handle }) => !['test', 'build', 'notice'].includes(handle.id))
    .filter(({ if: condition }) =>
      holds(condition?.code ?? '', { ref, needs: { test: { result: test }, build: { result: build } } }),
    )
    .map(({ handle }) => handle.id);

describe('a push', () => {
  it.each([
    ['refs/heads/feature/x', ['dev-ai-agent-api', 'dev-dashboard']],
    ['refs/heads/feature/x/y', ['dev-ai-agent-api', 'dev-dashboard']],
    ['refs/heads/develop', ['staging-ai-agent-api', 'staging-dashboard']],
    ['refs/heads/main', ['promote']],
    ['refs/heads/features', []],
    ['refs/heads/develop2', []],
  ])('to %s goes where its branch says', (ref, wanted) => {
    expect(started(ref)).toEqual(wanted);
  });

  it.each(['failure', 'cancelled', 'skipped'])('goes nowhere when the build or a test ended as %s', (result) => {
    for (const ref of ['refs/heads/feature/x', 'refs/heads/develop', 'refs/heads/main']) {
      expect(started(ref, { build: result })).toEqual([]);
      expect(started(ref, { test: result })).toEqual([]);
    }
  });

  it('builds beside the tests, and rolls out only after both', () => {
    const needs = (id: string) => needsOf(job(id) ?? jobs[0] ?? fail()).map((need) => need.id);
    expect(needs('build')).toEqual([]);
    expect(needs('dev-dashboard')).toEqual(['build', 'test']);
    expect(needs('promote')).toEqual(['build', 'test']);
    expect(needs('staging-verify')).toEqual(['staging-ai-agent-api', 'staging-dashboard']);
  });

  it('to an unprotected branch never builds into the protected repository', () => {
    const build = job('build');
    const repository = build?.kind === 'call' ? valueNode(build.with['repository'] ?? '').value : '';
    expect(repository).toBe(
      "${{ (github.ref == 'refs/heads/develop' || github.ref == 'refs/heads/main') && 'services' || 'services-dev' }}",
    );
  });

  it('serialises what writes to one service of one tier, and waits with nothing else', () => {
    const groups = jobs.flatMap((each) => (each.kind === 'steps' && each.concurrency ? [each.concurrency.group] : []));
    expect(groups).toEqual([
      'deploy/dev/ai-agent-api',
      'deploy/dev/dashboard',
      'deploy/staging/ai-agent-api',
      'deploy/staging/dashboard',
    ]);
    expect(deploy?.concurrency).toBeUndefined();
  });
});

const fail = (): never => {
  throw new Error('There is no such job.');
};
