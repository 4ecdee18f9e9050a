import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rollout } from '../../../../actions/rollout/contract.ts';
import { wave } from '../../../../actions/wave/contract.ts';
import { LOCK } from '../../../../catalogue/lock.ts';
import { job } from '../../../../workflows-src/language/job.ts';
import { run } from '../../../../workflows-src/language/step.ts';
import { workflow } from '../../../../workflows-src/language/workflow.ts';
import { proceed, succeeded } from '../../../../workflows-src/pipelines/condition.ts';
import { material } from '../../../../workflows-src/pipelines/material.ts';
import { tierJobs } from '../../../../workflows-src/pipelines/tier-jobs.ts';
import { workflowFile } from '../../../../workflows-src/render/workflow-file.ts';
import { WAVES } from '../../workflows-src/deliveries.ts';
import { resultsOf, type TestWorld, testWorld } from './world.ts';

/** The jobs that bring a release into a tier of three clusters, as they are generated. */
function generated(): string {
  const live = WAVES.tiers[1];
  const [service] = WAVES.services;
  if (live === undefined || service === undefined) throw new Error('The delivery has a second tier and a service.');
  const made = run({ name: 'Build', run: 'echo "release=r@sha256:1" >> "$GITHUB_OUTPUT"', outputs: ['release'] });
  const build = job({
    id: 'build',
    name: 'Build',
    source: 'here',
    runsOn: 'ubuntu-24.04',
    timeoutMinutes: 5,
    outputs: { release: made.outputs.release },
    steps: [made],
  });
  const candidate = { service, release: build.outputs.release, if: proceed(succeeded(build)) };
  const { jobs } = tierJobs(material(WAVES, LOCK, { number: 1, services: WAVES.services }), live, [candidate]);
  return workflowFile(
    workflow({
      path: '.github/workflows/w.yml',
      name: 'W',
      source: 'here',
      on: { push: { branches: ['main'] } },
      jobs: [build, ...jobs],
    }),
  ).content;
}

const actionFile = (inputs: object, outputs: object): string =>
  JSON.stringify({ name: 'x', description: 'x', inputs, outputs, runs: { using: 'node24', main: 'main.mjs' } });

/** In place of our actions: a rollout that fails where it is told to, and a judgement that says what GitHub says. */
const ACTIONS = (bad: string) => ({
  'actions/rollout/action.yml': actionFile(rollout.inputs, rollout.outputs),
  'actions/rollout/main.mjs': `process.exit(process.env.INPUT_CLUSTER === '${bad}' ? 1 : 0);`,
  'actions/wave/action.yml': actionFile(wave.inputs, wave.outputs),
  'actions/wave/main.mjs': `import { appendFileSync } from 'node:fs';
const good = process.env.INPUT_RESULT === 'success';
appendFileSync(process.env.GITHUB_OUTPUT, \`outcome=\${good ? 'complete' : 'failed'}\\n\`);
process.exit(good ? 0 : 1);`,
});

describe('a tier of three clusters in two waves, rehearsed', () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await testWorld();
    for (const name of [
      'google-github-actions/auth',
      'docker/login-action',
      'google-github-actions/get-gke-credentials',
    ])
      world.standIns.set(name, async () => ({ outputs: { auth_token: 'token' } }));
  });
  afterAll(() => world.close());

  it('starts no cluster of the second wave when the first one fails', async () => {
    expect(resultsOf(await world.run(generated(), ACTIONS('europe-west1/prod')))).toEqual({
      build: 'success',
      'live-api-wave-1 (prod, europe-west1)': 'failure',
      'live-api-after-wave-1': 'failure',
      'live-api-wave-2': 'skipped',
      'live-api-complete': 'skipped',
    });
  });

  it('judges the second wave when one of its clusters fails, and finishes the other', async () => {
    expect(resultsOf(await world.run(generated(), ACTIONS('us-east1/prod')))).toEqual({
      build: 'success',
      'live-api-wave-1 (prod, europe-west1)': 'success',
      'live-api-after-wave-1': 'success',
      'live-api-wave-2 (prod, us-east1)': 'failure',
      'live-api-wave-2 (prod, us-west1)': 'success',
      'live-api-complete': 'failure',
    });
  });

  it('reaches all of them when nothing fails', async () => {
    const results = resultsOf(await world.run(generated(), ACTIONS('')));
    expect(new Set(Object.values(results))).toEqual(new Set(['success']));
    expect(Object.keys(results)).toHaveLength(6);
  });
});
