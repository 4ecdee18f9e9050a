import type { Known } from './classification.ts';

/** One could tell the difference on GitHub, and no story does. */
export const UNNOTICED: readonly Known[] = [
  {
    ids: ['deploy/jobs.promote.secrets.E2E_API_KEY/removed'],
    why: 'The secret of the environment is found without it; only where the repository alone has one would its tests miss it.',
  },
];
