import { describe, expect, it } from '@jest/globals';
import { type StepFacts, stepEnvironment, VARIABLES } from '../../cluster/runner-environment.ts';

const FACTS: StepFacts = {
  api: 'http://127.0.0.1:1',
  owner: 'sluice',
  repository: 'scenario',
  repositoryId: 7,
  actor: 'octocat',
  branch: 'feature/x',
  sha: 'a'.repeat(40),
  runId: 9,
  runNumber: 2,
  runAttempt: 1,
  job: 'deploy',
  actionPath: '/r/action',
  workspace: '/r/work/scenario/scenario',
  temporary: '/r/temp',
  toolCache: '/r/tools',
  files: { output: '/f/o', state: '/f/s', summary: '/f/m', env: '/f/e', path: '/f/p' },
  eventPath: '/r/event.json',
};

describe('the environment of a step', () => {
  it('has inputs and saved state under the names of the toolkit', () => {
    const env = stepEnvironment(FACTS, { 'stable-for': '10', 'two words': 'x' }, { record: '4' });
    expect(env).toMatchObject({ 'INPUT_STABLE-FOR': '10', INPUT_TWO_WORDS: 'x', STATE_record: '4' });
  });

  it('has nothing of the machine that it runs on', () => {
    const env = stepEnvironment(FACTS, {}, {});
    expect(Object.keys(env).filter((name) => !/^(CI$|GITHUB_|RUNNER_)/.test(name))).toEqual([]);
    expect(env['HOME']).toBeUndefined();
    expect(env['KUBECONFIG']).toBeUndefined();
  });

  it('names for each variable the line of the runner that sets it', () => {
    expect(
      Object.entries(VARIABLES).filter(([, { source }]) => !/^(Runner\.[\w/.]+\.cs:\d+|docs: .+)$/.test(source)),
    ).toEqual([]);
  });

  it('tells the folder above the workspace as the runner does', () => {
    expect(stepEnvironment(FACTS, {}, {})['RUNNER_WORKSPACE']).toBe('/r/work/scenario');
  });
});
