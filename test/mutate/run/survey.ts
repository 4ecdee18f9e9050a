/** Which tests reach which mutants, and how long they take. Found once for each mutated file, without any mutant. */
export interface Survey {
  readonly files: readonly SurveyedFile[];
}

export interface SurveyedFile {
  readonly path: string;
  readonly tests: readonly SurveyedTest[];
  /** How often each mutant is passed while the file is loaded: then every test of it may be another one. */
  readonly loading: Readonly<Record<string, number>>;
}

export interface SurveyedTest {
  readonly name: string;
  readonly milliseconds: number;
  readonly reached: Readonly<Record<string, number>>;
}

/** What is to be run against one mutant, the quickest file first. */
export interface Trial {
  readonly mutant: string;
  readonly files: readonly { readonly path: string; readonly tests: readonly number[] }[];
  /** How often the mutant may be passed before it counts as one that never ends. */
  readonly hitLimit: number;
}

/** A mutant that never ends passes its place over and over. */
const HITS = { times: 100, more: 1000 };

export function trialOf(mutant: string, { files }: Survey): Trial {
  const reaching = files
    .map((file) => ({ file, tests: testsReaching(mutant, file) }))
    .filter(({ tests }) => tests.length > 0)
    .map(({ file, tests }) => ({ path: file.path, tests, milliseconds: lastingOf(file, tests) }))
    .toSorted((a, b) => a.milliseconds - b.milliseconds);
  const hits = files.flatMap(({ loading, tests }) => [loading, ...tests.map(({ reached }) => reached)]);
  const most = Math.max(0, ...hits.map((reached) => reached[mutant] ?? 0));
  return {
    mutant,
    files: reaching.map(({ path, tests }) => ({ path, tests })),
    hitLimit: most * HITS.times + HITS.more,
  };
}

function testsReaching(mutant: string, { tests, loading }: SurveyedFile): readonly number[] {
  return tests
    .map((test, index) => ({ ...test, index }))
    .filter(({ reached }) => (loading[mutant] ?? 0) > 0 || (reached[mutant] ?? 0) > 0)
    .toSorted((a, b) => a.milliseconds - b.milliseconds)
    .map(({ index }) => index);
}

const lastingOf = ({ tests }: SurveyedFile, chosen: readonly number[]): number =>
  chosen.reduce((sum, index) => sum + (tests[index]?.milliseconds ?? 0), 0);
