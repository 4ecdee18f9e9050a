import { type Token, tokenOf } from './token.ts';

export const MAIN = 'refs/heads/main';
export const promotion = tokenOf({ ref: MAIN, file: 'promote.yml', event: 'push', environment: 'production' });
export const build = tokenOf({ ref: MAIN, file: 'build.yml', event: 'push' });

/** Which identity a job of the generated workflows is, on each occasion that there is. */
export const HONEST: readonly (readonly [string, string, Token])[] = [
  ['tier-production', 'a promotion that a push to main calls', promotion],
  ['tier-production', 'a promotion by hand', { ...promotion, event_name: 'workflow_dispatch' }],
  [
    'tier-production',
    'a rollback',
    tokenOf({ ref: MAIN, file: 'rollback.yml', event: 'workflow_dispatch', environment: 'production' }),
  ],
  [
    'tier-staging',
    'a push to develop',
    tokenOf({ ref: 'refs/heads/develop', file: 'deploy.yml', event: 'push', environment: 'staging' }),
  ],
  [
    'tier-staging',
    'a promotion without evidence',
    tokenOf({ ref: MAIN, file: 'promote.yml', event: 'push', environment: 'staging' }),
  ],
  [
    'tier-staging',
    'a rollback on develop, tried again',
    {
      ...tokenOf({
        ref: 'refs/heads/develop',
        file: 'rollback.yml',
        event: 'workflow_dispatch',
        environment: 'staging',
      }),
      run_attempt: '2',
    },
  ],
  [
    'tier-staging',
    'a rollback on main',
    tokenOf({ ref: MAIN, file: 'rollback.yml', event: 'workflow_dispatch', environment: 'staging' }),
  ],
  [
    'tier-dev',
    'a push to a feature branch',
    tokenOf({ ref: 'refs/heads/feature/x', file: 'deploy.yml', event: 'push', environment: 'dev' }),
  ],
  [
    'tier-dev',
    'a rollback',
    tokenOf({ ref: 'refs/heads/feature/x', file: 'rollback.yml', event: 'workflow_dispatch', environment: 'dev' }),
  ],
  ['build-protected', 'a build of main', build],
  [
    'build-protected',
    'a build of develop, tried again',
    { ...tokenOf({ ref: 'refs/heads/develop', file: 'build.yml', event: 'push' }), run_attempt: '2' },
  ],
  [
    'build-unprotected',
    'a build of a feature branch',
    tokenOf({ ref: 'refs/heads/feature/a/b', file: 'build.yml', event: 'push' }),
  ],
];

/** Values of a claim that no occasion has: each makes an honest token one of somebody else. */
const FOREIGN: Readonly<Record<string, readonly string[]>> = {
  repository_id: ['999', '7318462055'],
  repository_owner_id: ['999', '14037291'],
  environment: ['elsewhere'],
  ref: ['refs/heads/topic', 'refs/heads/main2', 'refs/heads/developer', 'refs/tags/main', 'refs/pull/7/merge'],
  job_workflow_ref: [
    'ai-agent-platform/ai-agent-platform/.github/workflows/lint.yml@refs/heads/main',
    'ai-agent-platform/ai-agent-platform/.github/workflows/lint.yml@refs/heads/feature/x',
    'evil/ai-agent-platform/.github/workflows/promote.yml@refs/heads/main',
  ],
  event_name: ['schedule', 'pull_request_target', 'issue_comment', 'repository_dispatch'],
};

/** Every honest token with one claim of somebody else. A gated tier's second attempt is one, too. */
export const BENT: readonly (readonly [string, Token])[] = HONEST.flatMap(([name, what, token]) => [
  ...Object.entries(FOREIGN).flatMap(([claim, values]) =>
    values.map((value): readonly [string, Token] => [`${what} with ${claim} ${value}`, { ...token, [claim]: value }]),
  ),
  ...(name === 'tier-production' ? [[`${what}, tried again`, { ...token, run_attempt: '2' }] as const] : []),
]);
