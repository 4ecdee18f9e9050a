import type { Known } from './classification.ts';

/** One could tell the difference on GitHub, and no story does. */
export const UNNOTICED: readonly Known[] = [
  {
    ids: ['deploy/jobs.promote.secrets.E2E_API_KEY/removed'],
    why: 'The secret of the environment is found without it; only where the repository alone has one would its tests miss it.',
  },
  {
    ids: ['test/jobs.dashboard.steps.run-the-tests.working-directory/removed'],
    why: 'The runner of its tests looks in every folder below where it starts, and finds the same ones from the root.',
  },
  {
    ids: ['*/jobs.staging-record.timeout-minutes/1000', '*/jobs.staging-record.timeout-minutes/removed'],
    why: 'The job runs whatever becomes of its run, so a story cannot end it by cancelling: it hangs for as long as the limit says.',
  },
];
