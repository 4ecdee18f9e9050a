import { LOCK } from '../../catalogue/lock.ts';
import { setupNode } from '../../domain/runtime/node.ts';
import { GITHUB } from '../language/contexts.ts';
import { job } from '../language/job.ts';
import { run } from '../language/step.ts';
import { text } from '../language/template.ts';
import { type Workflow, workflow } from '../language/workflow.ts';
import { checkout } from './cloud-steps.ts';
import { suiteSteps } from './suite-steps.ts';

/** People need neither linter; here both have their say. Each at an exact version, so that a new rule of theirs arrives as a commit. */
const LINTERS = [
  'go install github.com/rhysd/actionlint/cmd/actionlint@v1.7.12',
  'python3 -m venv "$VIRTUAL" && "$VIRTUAL/bin/pip" install zizmor==1.32.0',
  'printf "%s\\n" "$GOBIN" "$VIRTUAL/bin" >> "$GITHUB_PATH"',
].join('\n');

/** This repository's own check: what people run by hand before they push, and nothing else. */
export const ownCheck = (): Workflow =>
  workflow({
    path: '.github/workflows/check.yml',
    name: 'Check',
    source: 'workflows-src/pipelines/own-check.ts > ownCheck',
    on: { pullRequest: {}, mergeGroup: true },
    concurrency: { group: text`check-${GITHUB.ref}`, cancelInProgress: true },
    jobs: [
      job({
        id: 'check',
        name: 'Test and compare the generated files',
        source: 'workflows-src/pipelines/own-check.ts > ownCheck',
        runsOn: 'ubuntu-24.04',
        timeoutMinutes: 30,
        steps: [
          checkout(),
          ...suiteSteps(LOCK, [setupNode('24')], '.'),
          run({ name: 'Install the locked packages', run: 'npm ci' }),
          run({ name: 'Run the tests', run: 'npm test' }),
          run({
            name: 'Install the linters of workflows',
            env: { GOBIN: '/tmp/linters', VIRTUAL: '/tmp/zizmor' },
            run: LINTERS,
          }),
          run({ name: 'Compare the generated files with their sources', run: 'npm run check' }),
        ],
      }),
    ],
  });
