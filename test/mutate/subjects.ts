import { globSync } from 'node:fs';

/** Rules, and the tests of these rules. */
interface Subject {
  readonly rules: readonly string[];
  readonly tests: readonly string[];
}

const ROLLOUT = 'test/unit/engine/rollout';

/** What decides over a rollout. Another rule is one line here. */
const SUBJECTS: readonly Subject[] = [
  {
    rules: ['domain/verdict/**/*.ts'],
    tests: ['test/unit/domain/verdict/**/*.test.ts', 'test/unit/own/verdict-page.test.ts'],
  },
  {
    rules: ['engine/rollout/**/next-step.ts'],
    tests: [`${ROLLOUT}/**/next-step*.test.ts`],
  },
  { rules: ['engine/rollout/perform/perform.ts'], tests: [`${ROLLOUT}/perform/*.test.ts`] },
  { rules: ['engine/rollout/abort/restore.ts'], tests: [`${ROLLOUT}/rolling/*.test.ts`] },
  { rules: ['engine/rollout/way-back/*.ts'], tests: [`${ROLLOUT}/way-back/*rules.test.ts`] },
  { rules: ['engine/rollout/preflight/*.ts'], tests: [`${ROLLOUT}/preflight/*.test.ts`] },
  {
    rules: ['engine/rollout/state/history.ts', 'engine/rollout/state/history-secret.ts'],
    tests: [`${ROLLOUT}/state/{history,unusable-history}*.test.ts`],
  },
  // Whether a release is proven in a tier that lets nobody in.
  {
    rules: ['engine/verification/{judge-checks,inside-result}.ts'],
    tests: ['test/unit/engine/verification/{judge-checks,inside-result,run-checks}.test.ts'],
  },
];

/** Files that are mutated, and the files of tests that are to show their mutants. */
export interface Rules {
  readonly files: readonly string[];
  readonly tests: readonly string[];
}

/** What runs for long, or over and over, costs more here than it shows: properties, and the traps at each of their seconds. */
const LONG = /(\.(slow|property)(\.slow)?|\/traps)\.test\.ts$/;

const matching = (root: string, patterns: readonly string[]): readonly string[] =>
  patterns.flatMap((pattern) => {
    const found = globSync(pattern, { cwd: root }).filter((path) => !LONG.test(path));
    if (found.length === 0) throw new Error(`test/mutate/subjects.ts: nothing is there of ${pattern}.`);
    return found.toSorted();
  });

/** @throws where a line of the table names nothing any more */
export const allRules = (root: string): readonly Rules[] =>
  SUBJECTS.map(({ rules, tests }) => ({ files: matching(root, rules), tests: matching(root, tests) }));
