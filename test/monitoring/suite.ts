import { NotHere } from '../demo/check.ts';
import { TRIAL_CHECKS } from './trial/checks.ts';
import { FACTOR, findPrograms, type Programs, Trial } from './trial/trial.ts';

/** Has a real Prometheus look at the demo's services, and a real Alertmanager tell somebody. */
async function main(): Promise<number> {
  let programs: Programs;
  try {
    programs = findPrograms();
  } catch (error) {
    if (!(error instanceof NotHere)) throw error;
    console.log(`○ no alert was evaluated, there is not ${error.message}`);
    console.log(`0 passed, 0 failed, ${TRIAL_CHECKS.length} skipped`);
    return 0;
  }
  console.log(`Everything happens ${FACTOR} times faster: a window of 5 m is one of ${300 / FACTOR} s.`);
  await using trial = await Trial.open(programs);
  let failed = 0;
  for (const { name, run } of TRIAL_CHECKS)
    try {
      console.log(`✓ ${name}: ${await run(trial)}`);
    } catch (error) {
      failed += 1;
      console.log(`✗ ${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  console.log(`${TRIAL_CHECKS.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

process.exitCode = await main();
