/** Workflows in the style of well-known libraries: what a test matrix, a lint job and a publication are made of there. */
import {
  action,
  axes,
  cancelled,
  contains,
  deploymentEnvironment,
  equals,
  event,
  eventFlag,
  firstOf,
  format,
  GITHUB,
  hashFiles,
  inputs,
  job,
  labels,
  not,
  or,
  RUNNER,
  run,
  secret,
  sh,
  startsWith,
  text,
  untypedAction,
  workflow,
} from '../../../../../workflow.ts';

const SOURCE = 'ports/library.ts';
const checkout = action('actions/checkout', { name: 'Check out', with: { 'persist-credentials': false } });

const systems = axes(
  { os: ['ubuntu-24.04', 'windows-2025', 'macos-15'], node: [20, 22, 24] },
  {
    include: [{ os: 'ubuntu-24.04', node: 24, coverage: true }],
    exclude: [{ os: 'macos-15', node: 20 }],
    failFast: false,
  },
);

/** As a bundler for browsers tests itself: three systems, three versions, filters on paths, runs that replace each other. */
export const matrixTests = workflow({
  path: '.github/workflows/ci.yml',
  name: 'CI',
  source: SOURCE,
  on: {
    push: { branches: ['main', 'v*.x'], pathsIgnore: ['docs/**', '**.md'] },
    pullRequest: { types: ['opened', 'synchronize', 'labeled'], branches: ['main'] },
  },
  env: { CI: true, PLAYWRIGHT_BROWSERS_PATH: text`${GITHUB.workspace}/browsers` },
  concurrency: {
    group: text`${GITHUB.workflow}-${GITHUB.ref}`,
    cancelInProgress: equals(GITHUB.eventName, 'pull_request'),
  },
  jobs: [
    job({
      id: 'test',
      name: text`Test on ${systems.values.os}, Node ${systems.values.node}`,
      source: SOURCE,
      runsOn: systems.values.os,
      timeoutMinutes: 20,
      matrix: systems,
      if: or<'github' | 'status'>(not(eventFlag('pull_request.draft')), equals(GITHUB.eventName, 'push')),
      defaults: { shell: 'bash' },
      steps: [
        checkout,
        action('actions/setup-node', { name: 'Set up Node', with: { 'node-version': systems.values.node } }),
        action('actions/cache', {
          name: 'Keep browsers',
          with: {
            path: 'browsers',
            key: text`${RUNNER.os}-${hashFiles('package-lock.json', 'packages/*/package.json')}`,
          },
        }),
        run({ name: 'Test', run: 'npm ci\nnpm test\nnpm run build\nnpm run types', timeoutMinutes: 15 }),
        run({
          name: 'Show what failed',
          if: not(cancelled()),
          run: 'cat log.txt',
          continueOnError: true,
          workingDirectory: 'packages',
        }),
      ],
    }),
  ],
});

const dispatch = inputs({
  tag: { type: 'string', required: true, description: 'Tag to publish.' },
  channel: { type: 'choice', options: ['latest', 'next'], default: 'latest', required: true, description: 'Channel.' },
  dry: { type: 'boolean', default: true, required: false, description: 'Only try.' },
});

/** As packages are published: on a release or by hand, with provenance, into an environment with a deployment. */
export const publication = workflow({
  path: '.github/workflows/publish.yml',
  name: 'Publish',
  runName: text`Publish ${dispatch.values.tag}`,
  source: SOURCE,
  on: { release: { types: ['published'] } },
  dispatch,
  jobs: [
    job({
      id: 'publish',
      name: 'Publish',
      source: SOURCE,
      runsOn: labels('ubuntu-latest'),
      timeoutMinutes: 10,
      environment: deploymentEnvironment('npm', 'https://www.npmjs.com/package/library'),
      if: or(not(dispatch.values.dry), startsWith(GITHUB.ref, 'refs/tags/v')),
      steps: [
        checkout,
        untypedAction({
          name: 'Set up pnpm',
          uses: 'pnpm/action-setup@0123456789012345678901234567890123456789',
          version: 'v4.1.0',
          with: { version: 10 },
          why: 'the lock has no pnpm yet',
        }),
        run({
          name: 'Publish',
          ...sh`pnpm publish --tag ${firstOf([[contains(dispatch.values.tag, '-rc'), 'next']], 'latest')}`,
          permissions: [{ scope: 'id-token', level: 'write', why: 'proves where the package comes from' }],
        }),
        run({
          name: 'Tell others',
          env: { WEBHOOK: secret('WEBHOOK'), RELEASE: event('release.name'), NUMBER: format('{0}', GITHUB.runNumber) },
          run: 'node tell.mjs',
        }),
      ],
    }),
  ],
});
