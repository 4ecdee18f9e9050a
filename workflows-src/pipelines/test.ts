import type { Service } from '../../domain/service.ts';
import { NO_INPUTS } from '../language/input.ts';
import { job, type StepsJob } from '../language/job.ts';
import { type CalledWorkflow, calledWorkflow } from '../language/workflow.ts';
import { checkout } from './cloud-steps.ts';
import { type Material, named } from './material.ts';
import { testSteps } from './suite-steps.ts';
import { unlessPassed } from './unless-passed.ts';

/** Tests of every service: for pull requests, for branches that no tier takes, and for `deploy.yml`, which calls it. It has no
 *  concurrency group: a called workflow that waits for the group its caller holds waits for ever. */
export const test = (material: Material): CalledWorkflow =>
  calledWorkflow({
    ...named(material, 'test', 'Test'),
    source: 'workflows-src/pipelines/test.ts > test',
    on: { pullRequest: {}, push: { branchesIgnore: material.delivery.tiers.map(({ from }) => from.pattern) } },
    call: { inputs: NO_INPUTS, secrets: {}, outputs: {} },
    jobs: material.lot.services.map((service) => testJob(material, service)),
  });

/** Tests of one service, in its folder and its runtime. */
export const testJob = (material: Material, service: Service): StepsJob =>
  job({
    id: service.name,
    name: `Test ${service.name}`,
    source: 'workflows-src/pipelines/test.ts > testJob',
    runsOn: 'ubuntu-24.04',
    timeoutMinutes: 15,
    steps: [checkout(), ...unlessPassed(material, service, (isDue) => testSteps(material, service, isDue))],
  });
