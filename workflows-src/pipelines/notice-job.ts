import type { Delivery } from '../../domain/delivery.ts';
import type { Tier } from '../../domain/tier.ts';
import { type JobCondition, job, type StepsJob } from '../language/job.ts';
import { run } from '../language/step.ts';
import { notConfigured } from './condition.ts';
import { refuseWith } from './foreign-text.ts';

/** Says what to set where the cloud is not configured yet. Everything that would build or deploy is skipped then, and a job that
 *  was skipped is evidence of nothing. */
export const noticeJob = (delivery: Delivery): StepsJob =>
  job({
    id: 'notice',
    name: 'Say what is not configured',
    source: 'workflows-src/pipelines/notice-job.ts > noticeJob',
    runsOn: 'ubuntu-24.04',
    timeoutMinutes: 5,
    if: notConfigured(delivery),
    steps: [
      run({
        name: 'Name the variables to set',
        env: { VARIABLES: `${delivery.registry.project.name} and ${delivery.cluster.identity.variable.name}` },
        run: 'echo "::notice title=Nothing was deployed::Set the repository variables $VARIABLES to build and deploy."',
      }),
    ],
  });

/** Fails a run that was started where it must not be, so that it does not look like one that did its work. */
export const refusalJob = (condition: JobCondition, { name, from }: Tier): StepsJob =>
  job({
    id: `refuse-${name}`,
    name: `Refuse other branches for ${name}`,
    source: 'workflows-src/pipelines/notice-job.ts > refusalJob',
    runsOn: 'ubuntu-24.04',
    timeoutMinutes: 5,
    if: condition,
    steps: [
      run({
        name: 'Say which branch is wanted',
        env: { WANTED: from.pattern },
        run: refuseWith('GITHUB_REF', 'This run is on ', '; wanted: $WANTED. Start it there.'),
      }),
    ],
  });
