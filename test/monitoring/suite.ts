import { join } from 'node:path';
import { loadConfig } from '../../cli/config/load-config.ts';
import { NotHere } from '../demo/check.ts';
import { PANEL_CHECKS } from './preview/checks.ts';
import { replayedFor } from './preview/recorded.ts';
import { TRIAL_CHECKS } from './trial/checks.ts';
import { FACTOR, findPrograms, type Programs, Trial } from './trial/trial.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const DEMO = join(ROOT, 'examples', 'ai-agent-platform', 'sluice.config.ts');

interface Check {
  readonly name: string;
  run(): Promise<string>;
}

/** Has a real Prometheus answer what panels ask, look at the demo's services, and a real Alertmanager tell somebody. */
async function main(): Promise<number> {
  let programs: Programs;
  try {
    programs = findPrograms();
  } catch (error) {
    if (!(error instanceof NotHere)) throw error;
    console.log(`○ no alert was evaluated, there is not ${error.message}`);
    console.log(`0 passed, 0 failed, ${PANEL_CHECKS.length + TRIAL_CHECKS.length} skipped`);
    return 0;
  }
  const failed = (await panels()) + (await trial(programs));
  console.log(`${PANEL_CHECKS.length + TRIAL_CHECKS.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

async function panels(): Promise<number> {
  const { delivery } = await loadConfig(DEMO, ROOT);
  await using replayed = await replayedFor(delivery);
  return await failures(PANEL_CHECKS.map(({ name, run }) => ({ name, run: () => run(replayed, delivery) })));
}

async function trial(programs: Programs): Promise<number> {
  console.log(`Everything happens ${FACTOR} times faster: a window of 5 m is one of ${300 / FACTOR} s.`);
  await using opened = await Trial.open(programs);
  return await failures(TRIAL_CHECKS.map(({ name, run }) => ({ name, run: () => run(opened) })));
}

/** Runs them in their order, and says how each ended. @returns how many failed */
async function failures(checks: readonly Check[]): Promise<number> {
  let failed = 0;
  for (const { name, run } of checks)
    try {
      console.log(`✓ ${name}: ${await run()}`);
    } catch (error) {
      failed += 1;
      console.log(`✗ ${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  return failed;
}

process.exitCode = await main();
