import type { Change } from '../../story/deed.ts';
import type { StoryDelivery } from '../../story/story.ts';
import { projectOf, providerOf } from './places.ts';

/** A workflow file in whose place another one is put. The action that logs in keeps its commit. */
export const asks = (file: string, lines: readonly string[]): Change => ({
  path: `.github/workflows/${file}`,
  replace: /^(?:[\s\S]*?google-github-actions\/auth@([0-9a-f]{40}))?[\s\S]*$/g,
  by: [...lines, '# google-github-actions/auth@$1', ''].join('\n'),
});

/** Who a job wants to be, and how. */
export interface Asking {
  readonly identity: string;
  readonly environment: string | undefined;
  /** Fails when it is through. */
  readonly fails?: boolean;
}

type Trigger = 'push' | 'workflow_call' | 'workflow_dispatch';

/** A workflow whose only job logs in to the cloud, and does nothing with it. */
export const askingWorkflow = (of: StoryDelivery, on: readonly Trigger[], asking: Asking): readonly string[] => [
  ...start(on),
  '  ask:',
  '    runs-on: ubuntu-24.04',
  '    timeout-minutes: 5',
  ...(asking.environment === undefined
    ? []
    : ['    environment:', `      name: ${asking.environment}`, '      deployment: false']),
  '    permissions:',
  '      id-token: write',
  '    steps:',
  '      - uses: google-github-actions/auth@$1',
  '        with:',
  `          project_id: ${projectOf(of)}`,
  `          workload_identity_provider: ${providerOf(of, asking.identity)}`,
  '          create_credentials_file: false',
  '          export_environment_variables: false',
  ...(asking.fails === true ? ['      - run: exit 1'] : []),
];

/** A workflow that calls another one. @param uses a path of the same commit, or `owner/name/path@branch` */
export const callingWorkflow = (on: readonly Trigger[], uses: string): readonly string[] => [
  ...start(on),
  '  call:',
  '    permissions:',
  '      id-token: write',
  `    uses: ${uses}`,
];

/** A workflow that nothing starts. */
export const idleWorkflow: readonly string[] = [
  ...['name: Idle', 'on: [workflow_call]', 'permissions: {}', 'jobs:', '  idle:'],
  ...['    runs-on: ubuntu-24.04', '    timeout-minutes: 5', '    steps:', '      - run: exit 0'],
];

const start = (on: readonly Trigger[]): readonly string[] => [
  'name: Ask',
  `on: [${on.join(', ')}]`,
  'permissions: {}',
  'jobs:',
];
