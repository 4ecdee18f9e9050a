import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Sums the reports of the test runners; a step that failed without a report of its own counts as one failure. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  /** Suites that did not even load; their tests are in none of the other numbers. */
  readonly numRuntimeErrorTestSuites?: number;
}

const [failedSteps = '0', folder = '.'] = process.argv.slice(2);
const reports = ['unit.json', 'cluster.json']
  .map((name) => join(folder, name))
  .filter((path) => existsSync(path))
  .map((path): Report => JSON.parse(readFileSync(path, 'utf8')));

const sum = (count: (report: Report) => number): number => reports.reduce((total, report) => total + count(report), 0);
const passed = sum(({ numPassedTests }) => numPassedTests);
const skipped = sum(({ numPendingTests }) => numPendingTests);
const failed = Math.max(sum(({ numFailedTests, numRuntimeErrorTestSuites = 0 }) => numFailedTests + numRuntimeErrorTestSuites), Number(failedSteps));

console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
