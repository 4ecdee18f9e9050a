import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Sums what the test runners counted; a step that failed counts as one failure where no runner counted any for it. */
interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const NOTHING: Tally = { passed: 0, failed: 0, skipped: 0 };

const [failedSteps = '0', folder = '.'] = process.argv.slice(2);

/** Jest's JSON report. Suites that did not even load are in none of its other numbers. */
function jest(text: string): Tally {
  const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites } = JSON.parse(text);
  return { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites, skipped: numPendingTests };
}

/** The closing line of a suite of its own. */
function closingLine(text: string): Tally {
  const found = text.match(/^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/m);
  return found ? { passed: Number(found[1]), failed: Number(found[2]), skipped: Number(found[3] ?? 0) } : NOTHING;
}

const tallies = readdirSync(folder).map((name) => {
  const text = readFileSync(join(folder, name), 'utf8');
  return name.endsWith('.json') ? jest(text) : closingLine(text);
});
const sum = (count: (tally: Tally) => number): number => tallies.reduce((total, tally) => total + count(tally), 0);
const [passed, skipped] = [sum((tally) => tally.passed), sum((tally) => tally.skipped)];
const failed = Math.max(
  sum((tally) => tally.failed),
  Number(failedSteps),
);

console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
