import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Sums what the test runners counted; a step that failed counts as one failure where no runner counted any for it. */
interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const NOTHING: Tally = { passed: 0, failed: 0, skipped: 0 };

const [failedSteps = '0', folder = '.'] = process.argv.slice(2);
const read = (name: string): string | undefined => {
  const path = join(folder, name);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
};

/** Jest's JSON report. Suites that did not even load are in none of its other numbers. */
function unit(text: string | undefined): Tally {
  if (text === undefined) return NOTHING;
  const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites } = JSON.parse(text);
  return { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites, skipped: numPendingTests };
}

/** The closing line of the cluster suite. */
function cluster(text: string | undefined): Tally {
  const found = text?.match(/^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/m);
  return found ? { passed: Number(found[1]), failed: Number(found[2]), skipped: Number(found[3] ?? 0) } : NOTHING;
}

const tallies = [unit(read('unit.json')), cluster(read('cluster.txt'))];
const sum = (count: (tally: Tally) => number): number => tallies.reduce((total, tally) => total + count(tally), 0);
const [passed, skipped] = [sum((tally) => tally.passed), sum((tally) => tally.skipped)];
const failed = Math.max(
  sum((tally) => tally.failed),
  Number(failedSteps),
);

console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
