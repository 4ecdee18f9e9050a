import { describe, expect, it } from '@jest/globals';
import { BENT, build, HONEST, MAIN, promotion } from './honest-tokens.ts';
import { filesOf } from './setup-of.ts';
import { admits, evaluate, type Token, tokenOf } from './token.ts';
import { identitiesIn } from './told-identities.ts';

const { identities } = identitiesIn(filesOf().identities);
const admittedAs = (token: Token): string[] =>
  identities.filter(({ condition }) => admits(condition, token)).map(({ name }) => name);

const evil = 'refs/heads/feature/evil';
const ATTACKS: readonly (readonly [string, Token])[] = [
  [
    'a feature branch whose workflow names the environment production',
    tokenOf({ ref: evil, file: 'promote.yml', event: 'push', environment: 'production' }),
  ],
  ['the same, with a workflow of main called from it', { ...promotion, ref: evil }],
  [
    'main, with a workflow of a feature branch called from it',
    { ...promotion, job_workflow_ref: tokenOf({ ref: evil, file: 'promote.yml', event: 'push' })['job_workflow_ref'] },
  ],
  ['another repository that has the name now', { ...promotion, repository_id: '999' }],
  ['the repository after its transfer to another owner', { ...promotion, repository_owner_id: '999' }],
  ['a run of a gated tier that is tried again', { ...promotion, run_attempt: '2' }],
  ['the eleventh attempt, which begins with 1', { ...promotion, run_attempt: '11' }],
  [
    'another workflow of main',
    {
      ...promotion,
      job_workflow_ref: 'ai-agent-platform/ai-agent-platform/.github/workflows/lint.yml@refs/heads/main',
    },
  ],
  [
    'a workflow of the same name elsewhere',
    { ...promotion, job_workflow_ref: 'evil/ai-agent-platform/.github/workflows/promote.yml@refs/heads/main' },
  ],
  [
    'a workflow at a tag',
    {
      ...promotion,
      job_workflow_ref: 'ai-agent-platform/ai-agent-platform/.github/workflows/promote.yml@refs/tags/main',
    },
  ],
  ['a tag called main', { ...promotion, ref: 'refs/tags/main' }],
  ['a branch whose name begins with main', { ...promotion, ref: 'refs/heads/main2' }],
  ['a pull request', { ...promotion, ref: 'refs/pull/7/merge', event_name: 'pull_request' }],
  ['pull_request_target, which runs on main', { ...promotion, event_name: 'pull_request_target' }],
  ['a comment', { ...promotion, event_name: 'issue_comment' }],
  ['a schedule', { ...promotion, event_name: 'schedule' }],
  [
    'a dispatch of deploy.yml on develop into production',
    tokenOf({ ref: 'refs/heads/develop', file: 'promote.yml', event: 'workflow_dispatch', environment: 'production' }),
  ],
  ['the environment that approves, in place of production', { ...promotion, environment: 'production-approval' }],
  ['the environment in other letters', { ...promotion, environment: 'Production' }],
  [
    'a rollback of production on develop',
    tokenOf({ ref: 'refs/heads/develop', file: 'rollback.yml', event: 'workflow_dispatch', environment: 'production' }),
  ],
  [
    'a push that runs rollback.yml',
    tokenOf({ ref: MAIN, file: 'rollback.yml', event: 'push', environment: 'production' }),
  ],
  [
    'a push to develop that runs the promotion into staging',
    tokenOf({ ref: 'refs/heads/develop', file: 'promote.yml', event: 'push', environment: 'staging' }),
  ],
  [
    'dev on a branch that is called feature',
    tokenOf({ ref: 'refs/heads/feature', file: 'deploy.yml', event: 'push', environment: 'dev' }),
  ],
  ['dev by a promotion', tokenOf({ ref: evil, file: 'promote.yml', event: 'push', environment: 'dev' })],
  ['a build by hand', { ...build, event_name: 'workflow_dispatch' }],
  ['a build in an environment', { ...build, environment: 'production' }],
  [
    'a build by another file',
    { ...build, job_workflow_ref: 'ai-agent-platform/ai-agent-platform/.github/workflows/deploy.yml@refs/heads/main' },
  ],
  ['a build of a feature branch by the file of main', { ...build, ref: evil }],
  [
    'a build of main by the file of a feature branch',
    { ...build, job_workflow_ref: tokenOf({ ref: evil, file: 'build.yml', event: 'push' })['job_workflow_ref'] },
  ],
  ['a build of another repository', { ...build, repository_id: '999' }],
  ['a build of another owner', { ...build, repository_owner_id: '999' }],
  ['a build of a branch that no tier has', tokenOf({ ref: 'refs/heads/topic', file: 'build.yml', event: 'push' })],
];

describe('the conditions of identities', () => {
  it.each(HONEST)('give %s to %s, and no other identity', (name, _, token) => {
    expect(admittedAs(token)).toEqual([name]);
    const [identity] = identities.filter((each) => each.name === name);
    expect(evaluate(identity?.mapping['google.subject'] ?? '', token)).toBe(identity?.subject);
  });

  it.each(ATTACKS)('give nothing to %s', (_, token) => {
    expect(admittedAs(token)).toEqual([]);
  });

  it('give nothing to an honest token with one claim of somebody else', () => {
    expect(BENT.flatMap(([what, token]) => admittedAs(token).map((name) => `${name}: ${what}`))).toEqual([]);
    expect(BENT.length).toBeGreaterThan(150);
  });

  it.each(HONEST)('give nothing where a claim that they ask for is absent (%s, %s)', (name, _, token) => {
    const [identity] = identities.filter((each) => each.name === name);
    const asked = [...new Set(identity?.condition.match(/(?<=assertion\.)[a-z_]+/g))].filter(
      (claim) => token[claim] !== undefined,
    );
    expect(asked.length).toBeGreaterThanOrEqual(5);
    for (const claim of asked) expect([claim, admittedAs({ ...token, [claim]: undefined })]).toEqual([claim, []]);
  });

  it('do not ask for `sub`, so both of its forms are alike', () => {
    for (const [name, , token] of HONEST)
      expect(admittedAs({ ...token, sub: 'repo:ai-agent-platform/ai-agent-platform:ref:refs/heads/main' })).toEqual([
        name,
      ]);
    expect(JSON.stringify(identities)).not.toMatch(/assertion\.(sub|repository|repository_owner|actor|workflow)\b/);
  });
});
