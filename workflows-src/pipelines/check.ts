import { LOCK } from '../../catalogue/lock.ts';
import type { Delivery } from '../../domain/delivery.ts';
import { lotFile } from '../../domain/lot.ts';
import { PACKAGE_NAME, PACKAGE_VERSION } from '../../domain/package-name.ts';
import { setupNode } from '../../domain/runtime/node.ts';
import { GITHUB } from '../language/contexts.ts';
import { job } from '../language/job.ts';
import { run } from '../language/step.ts';
import { text } from '../language/template.ts';
import { type Workflow, workflow } from '../language/workflow.ts';
import { checkout } from './cloud-steps.ts';
import { suiteSteps } from './suite-steps.ts';

const SOURCE = 'workflows-src/pipelines/check.ts > check';

/** A config may import packages of its repository; where there are none, nothing but Sluice is needed. The version is the one that wrote
 *  this file: npx takes an installed one that is the same. */
const script = (config: string | undefined): string =>
  [
    'if [ -f package-lock.json ]; then npm ci --ignore-scripts; fi',
    `npx --yes --package=${PACKAGE_NAME}@${PACKAGE_VERSION} -- sluice check${config === undefined ? '' : ` --config "${config}"`}`,
  ].join('\n');

/** What is generated stays what the delivery makes of it: a change by hand to a workflow, a manifest or a vendored action is found.
 *  @param config from the root of the repository, where it does not lie there */
export const check = (delivery: Pick<Delivery, 'workflowPrefix'>, config: string | undefined): Workflow =>
  workflow({
    path: `.github/workflows/${lotFile(delivery, 'check', 1)}`,
    name: 'Check',
    source: SOURCE,
    on: { pullRequest: {}, mergeGroup: true },
    concurrency: { group: text`check-${GITHUB.ref}`, cancelInProgress: true },
    jobs: [
      job({
        id: 'check',
        name: 'Compare the generated files with the delivery',
        source: SOURCE,
        runsOn: 'ubuntu-24.04',
        timeoutMinutes: 10,
        steps: [
          checkout(),
          ...suiteSteps(LOCK, [setupNode('24')], '.'),
          run({ name: 'Compare the generated files with the delivery', run: script(config) }),
        ],
      }),
    ],
  });
