/** Workflows in the style of services: databases beside the job, jobs that decide for others, steps side by side. */
import {
  action,
  always,
  and,
  axes,
  background,
  call,
  cancel,
  equals,
  inputs,
  isOneOf,
  job,
  matrixFrom,
  parallel,
  remoteWorkflow,
  run,
  runnerGroup,
  servicePort,
  structureFrom,
  text,
  wait,
  waitForAll,
  workflow,
} from '../../../../../workflow.ts';

const SOURCE = 'ports/service.ts';
const checkout = action('actions/checkout', { name: 'Check out', with: { 'persist-credentials': false } });
const frame = { source: SOURCE, runsOn: 'ubuntu-24.04', timeoutMinutes: 15 } as const;

const databases = axes({
  database: [
    { image: 'postgres:17', port: 5432 },
    { image: 'mysql:9', port: 3306 },
  ],
});

/** As a web framework tests with databases, at night and in the zone of its people. */
export const integration = workflow({
  path: '.github/workflows/integration.yml',
  name: 'Integration',
  source: SOURCE,
  on: { schedule: [{ cron: '17 3 * * 1-5', timezone: 'Asia/Seoul' }], mergeGroup: true },
  jobs: [
    job({
      ...frame,
      id: 'database',
      name: text`With ${databases.values.database.image}`,
      matrix: databases,
      container: { image: 'python:3.14', options: '--cpus 2', volumes: ['/cache:/cache'] },
      services: {
        database: {
          image: databases.values.database.image,
          env: { POSTGRES_PASSWORD: 'test' },
          ports: [text`${databases.values.database.port}`],
          options: '--health-cmd true',
        },
        redis: { image: 'redis:8', ports: ['6379'], command: 'redis-server --save ""' },
      },
      env: { LEVEL: 'debug' },
      steps: [
        checkout,
        run({ name: 'Test', env: { REDIS: servicePort('redis', 6379) }, run: 'pytest -x', shell: 'bash' }),
      ],
    }),
  ],
});

const chosen = run({ name: 'Choose', run: 'node choose.mjs >> "$GITHUB_OUTPUT"', outputs: ['packages'] });
const changes = job({
  ...frame,
  id: 'changes',
  name: 'Choose packages',
  steps: [checkout, chosen],
  outputs: { packages: chosen.outputs.packages },
});
const packages = matrixFrom(structureFrom(changes.outputs.packages), ['name'], { maxParallel: 4 });
const tested = job({
  ...frame,
  id: 'package',
  name: text`Test ${packages.values.name}`,
  runsOn: runnerGroup('large', 'linux', 'x64'),
  matrix: packages,
  steps: [checkout, run({ name: 'Test', env: { NAME: packages.values.name }, run: 'npm test -w "$NAME"' })],
});

/** As a monorepo tests what has changed, with one job that stands for all. */
export const monorepo = workflow({
  path: '.github/workflows/monorepo.yml',
  name: 'Monorepo',
  source: SOURCE,
  on: { pullRequest: { paths: ['packages/**', '!packages/docs/**'] } },
  jobs: [
    changes,
    tested,
    job({
      ...frame,
      id: 'done',
      name: 'All done',
      if: always(),
      after: [tested],
      steps: [
        run({
          name: 'Fail with the others',
          if: isOneOf(tested.result, ['failure', 'cancelled']),
          run: 'exit 1',
        }),
      ],
    }),
  ],
});

const image = background(run({ name: 'Build the image', run: 'make image', outputs: ['digest'], timeoutMinutes: 9 }));
const server = background(run({ name: 'Serve', id: 'server', run: 'make serve' }));
const ready = wait({ name: 'Wait for the image', for: { image } });

/** As an application builds, serves and tests at the same time. */
export const sideBySide = workflow({
  path: '.github/workflows/fast.yml',
  name: 'Fast',
  source: SOURCE,
  on: { push: { tags: ['v*'], branches: ['main'] } },
  jobs: [
    job({
      ...frame,
      id: 'fast',
      name: 'Side by side',
      steps: [
        checkout,
        image,
        server,
        parallel(run({ name: 'Lint', run: 'make lint' }), run({ name: 'Types', run: 'make types' })),
        ready,
        run({ name: 'Scan', env: { DIGEST: ready.results.image.outputs.digest }, run: 'make scan' }),
        cancel({ name: 'Stop the server', step: server }),
        waitForAll({ name: 'Wait for the rest' }),
      ],
    }),
  ],
});

const shared = remoteWorkflow({
  uses: 'acme/shared/.github/workflows/lint.yml@0123456789012345678901234567890123456789',
  version: 'v3.2.1',
  inputs: { level: { type: 'string', required: true, description: 'Level.' } },
  outputs: ['report'],
  secrets: ['TOKEN'],
  permissions: [{ scope: 'contents', level: 'read', why: 'lints the code' }],
  why: 'our platform team keeps it',
});
const levels = axes({ level: ['strict', 'loose'] });

/** As an organization shares its checks, and answers people who may ask. */
export const sharedChecks = workflow({
  path: '.github/workflows/shared.yml',
  name: 'Shared',
  source: SOURCE,
  on: {
    workflowRun: { workflows: [monorepo, 'Nightly'], types: ['completed'] },
    repositoryDispatch: { types: ['lint'] },
  },
  dispatch: inputs({ target: { type: 'environment', required: false, description: 'Where.' } }),
  jobs: [
    call({
      id: 'lint',
      name: text`Lint ${levels.values.level}`,
      source: SOURCE,
      workflow: shared,
      matrix: levels,
      with: { level: levels.values.level },
      secrets: {} as never,
    }),
  ],
});

const said = run({ name: 'Read', run: 'node read.mjs', outputs: ['word'] });
export const chat = workflow({
  path: '.github/workflows/chat.yml',
  name: 'Chat',
  source: SOURCE,
  on: { issueComment: { types: ['created'] }, discussion: { types: ['answered'] }, watch: true, fork: true },
  jobs: [
    job({
      ...frame,
      id: 'answer',
      name: 'Answer',
      concurrency: { group: 'chat', cancelInProgress: false, queue: 'single' },
      cancelTimeoutMinutes: 2,
      continueOnError: true,
      steps: [
        said,
        run({
          name: 'Comment',
          if: and(equals(said.outputs.word, 'help'), equals(said.outcome, 'success')),
          run: 'gh issue comment "$NUMBER" --body hello',
          permissions: [{ scope: 'issues', level: 'write', why: 'answers' }],
        }),
      ],
    }),
  ],
});
