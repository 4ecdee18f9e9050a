import { describe, expect, it } from '@jest/globals';
import { parseInputs } from '../../../../actions/_shell/parse-inputs.ts';
import { runnerContext } from '../../../../actions/_shell/runner-context.ts';
import { InvalidInput, type Problem } from '../../../../domain/problem.ts';

const number = (text: string): number => {
  if (!/^\d+$/.test(text)) throw new Error('wanted a number.');
  return Number(text);
};

describe('inputs', () => {
  it('are parsed each by its own function, and the others left alone', () => {
    expect(parseInputs({ a: '1', b: 'x' }, { a: number })).toEqual({ a: 1 });
  });

  it('are refused all at once, each with what stands there', () => {
    const refused = (): unknown => parseInputs({ a: 'x', b: '2', c: '' }, { a: number, b: number, c: number });
    expect(refused).toThrow(InvalidInput);
    expect(refused).toThrow(/2 problems.\n {2}a = "x": wanted a number.\n {2}c = "": wanted a number./);
  });
});

describe('what the runner tells', () => {
  it('is missing as a whole, not one by one', () => {
    const problems: Problem[] = [];
    expect(runnerContext({ GITHUB_REF: 'refs/heads/main', GITHUB_RUN_ID: '0' }, problems)).toBeUndefined();
    expect(problems.map(({ field }) => field)).toEqual([
      'GITHUB_REPOSITORY',
      'GITHUB_SHA',
      'GITHUB_EVENT_NAME',
      'GITHUB_EVENT_PATH',
      'GITHUB_RUN_ID',
      'GITHUB_RUN_ATTEMPT',
      'GITHUB_JOB',
      'GITHUB_ACTOR',
      'GITHUB_API_URL',
      'GITHUB_SERVER_URL',
      'GITHUB_WORKSPACE',
      'RUNNER_TEMP',
    ]);
  });

  it.each([
    ['ai-agent-platform-469401', 'ai-agent-platform-469401'],
    ['example.com:platform', 'example.com:platform'],
    ['', undefined],
    ['p&x=1', undefined],
    ['short', undefined],
    ['Platform-1', undefined],
    [undefined, undefined],
  ])('has the project of the cloud, if it is one: %s', (value, project) => {
    expect(runnerContext({ ...RUNNER, GOOGLE_CLOUD_PROJECT: value }, [])?.cloudProject).toBe(project);
  });
});

const RUNNER = {
  GITHUB_REPOSITORY: 'owner/name',
  GITHUB_SHA: 'a'.repeat(40),
  GITHUB_REF: 'refs/heads/main',
  GITHUB_EVENT_NAME: 'push',
  GITHUB_EVENT_PATH: 'package.json',
  GITHUB_RUN_ID: '1',
  GITHUB_RUN_ATTEMPT: '1',
  GITHUB_JOB: 'deploy',
  GITHUB_ACTOR: 'ada',
  GITHUB_API_URL: 'https://api.github.com',
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_WORKSPACE: '/workspace',
  RUNNER_TEMP: '/temporary',
};
