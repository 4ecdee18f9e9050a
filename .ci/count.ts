import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Sums what the test runners counted; a step that failed counts as one failure where no runner counted any for it. */
interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Each failure with its first words, for who reads no more than the end. */
  readonly words: readonly string[];
}

const NOTHING: Tally = { passed: 0, failed: 0, skipped: 0, words: [] };

const [folder = '.', ...failedSteps] = process.argv.slice(2);

/** @see https://jestjs.io/docs/configuration#testresultsprocessor-string */
interface JestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numRuntimeErrorTestSuites: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/** Jest's JSON report. Suites that did not even load are in none of its other numbers. */
function jest(text: string): Tally {
  const report: JestReport = JSON.parse(text);
  const words = report.testResults.flatMap(({ assertionResults, message, status, name }) => {
    const tests = assertionResults.filter((one) => one.status === 'failed');
    if (tests.length === 0) return status === 'failed' ? [`${name}: ${message.slice(0, 2000)}`] : [];
    return tests.map(
      ({ fullName, failureMessages }) => `${name}: ${fullName}\n${failureMessages.join('\n').slice(0, 2000)}`,
    );
  });
  return {
    ...{ passed: report.numPassedTests, skipped: report.numPendingTests, words },
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
  };
}

/** The closing line of a suite of its own, and what it says of each failure. */
function closingLine(text: string): Tally {
  const found = text.match(/^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/m);
  if (!found) return NOTHING;
  const words = text.match(/^(\[ *[\d.]+ s\] failed|✗ ).*(\n(?![[✓✗○]).*){0,8}/gm) ?? [];
  return { passed: Number(found[1]), failed: Number(found[2]), skipped: Number(found[3] ?? 0), words };
}

const tallies = readdirSync(folder).map((name) => {
  const text = readFileSync(join(folder, name), 'utf8');
  return name.endsWith('.json') ? jest(text) : closingLine(text);
});
const sum = (count: (tally: Tally) => number): number => tallies.reduce((total, tally) => total + count(tally), 0);
const [passed, skipped] = [sum((tally) => tally.passed), sum((tally) => tally.skipped)];
const failed = Math.max(
  sum((tally) => tally.failed),
  failedSteps.length,
);

for (const words of tallies.flatMap((tally) => tally.words)) console.log(words);
for (const step of failedSteps) console.log(`Failed: ${step}`);

console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
