import { describe, expect, it } from '@jest/globals';
import { fileProblems } from '../../../../rehearsal/workflow/file-problems.ts';
import { InvalidWorkflow } from '../../../../rehearsal/workflow/problems.ts';
import { definitionOf } from './definitions.ts';

/** GitHub's sentences about a file; none for one that it takes. */
async function problemsOf(content: string): Promise<readonly string[]> {
  try {
    return fileProblems(await definitionOf(content));
  } catch (error) {
    if (error instanceof InvalidWorkflow) return error.problems;
    throw error;
  }
}
const STEPS = 'runs-on: x, steps: [{ run: "true" }]';
const nested = (levels: number): string => `${'['.repeat(levels)}1${']'.repeat(levels)}`;
/** Axes of a matrix: ten of ten of ten …, by aliases 10^8 values. */
const laughs = [...'abcdefgh']
  .map((name, index, names) =>
    `${name}: &${name} [${`*${names[index - 1]},`.repeat(10)}]`.replaceAll('*undefined', '1'),
  )
  .join(', ');
const filled = (values: number): string => `[${'1,'.repeat(values)}]`;

describe('a workflow file', () => {
  it.each([
    ['needs without case', `jobs: { Build: { ${STEPS} }, b: { needs: BUILD, ${STEPS} } }`],
    ['anchors and aliases', `env: &e { A: x }\njobs: { a: { env: *e, ${STEPS} }, b: { env: *e, ${STEPS} } }`],
    [
      'thousands of aliases',
      `jobs: { a: { strategy: { matrix: { a: [&x 1], b: [{ c: [${'*x,'.repeat(20_000)}] }] } }, ${STEPS} } }`,
    ],
    [
      'as many nodes as there may be',
      `jobs: { a: { strategy: { matrix: { b: [{ c: ${filled(49_963)} }] } }, ${STEPS} } }`,
    ],
    [
      'a text of 20 000 letters with an expression',
      `jobs: { a: { runs-on: x, steps: [{ run: "${'x'.repeat(20_000)} \${{ github.ref }}" }] } }`,
    ],
    ['a text of 30 000 letters without', `jobs: { a: { runs-on: x, steps: [{ run: "${'x'.repeat(30_000)}" }] } }`],
    ['keys that are numbers', `env: { 1: x, 2.50: y }\njobs: { a: { ${STEPS} } }`],
    ['lists of 45 levels in a matrix', `jobs: { a: { strategy: { matrix: { b: ${nested(45)} } }, ${STEPS} } }`],
    [
      'a matrix with many values',
      `jobs: { a: { strategy: { matrix: { b: ["\${{ vars.A }}"], e: ${filled(49_950)} } }, ${STEPS} } }`,
    ],
    ['an id of 99 letters', `jobs: { ${'a'.repeat(99)}: { ${STEPS} } }`],
  ])('may have %s', async (_, body) => {
    expect(await problemsOf(`on: push\n${body}\n`)).toEqual([]);
  });

  it.each([
    [
      `jobs: { a: { runs-on: x }, b: { runs-on: x, steps: [] }, c: { ${STEPS} } }`,
      'No steps defined in `steps` and no workflow called in `uses` for the following jobs: a, b',
    ],
    ['jobs: {}', 'The workflow must contain at least one job with no dependencies.'],
    [`jobs: { a: { needs: b, ${STEPS} }, b: { needs: A, ${STEPS} } }`, 'at least one job with no dependencies'],
    [
      `jobs: { c: { ${STEPS} }, a: { needs: [b, c], ${STEPS} }, b: { needs: A, ${STEPS} } }`,
      "Job 'b' depends on job 'A' which creates a cycle in the dependency graph.",
    ],
    [
      `jobs: { a: { ${STEPS} }, b: { needs: none, ${STEPS} } }`,
      "(Line: 2, Col: 66): Job 'b' depends on unknown job 'none'.",
    ],
    [`jobs: { a: { ${STEPS} }, A: { ${STEPS} } }`, "(Line: 2, Col: 54): 'A' is already defined"],
    [`jobs:\n  a: { ${STEPS} }\n  a: { ${STEPS} }`, "(Line: 4, Col: 3): 'a' is already defined"],
    [
      `jobs: { 1a: { ${STEPS} } }`,
      "The identifier '1a' is invalid. IDs may only contain alphanumeric characters, '_', and '-'. IDs must start with a letter or '_' and must be less than 100 characters.",
    ],
    [`jobs: { ${'a'.repeat(100)}: { ${STEPS} } }`, 'must be less than 100 characters.'],
    [`jobs: { __a: { ${STEPS} } }`, "The identifier '__a' is invalid. IDs starting with '__' are reserved."],
    [
      'jobs: { a: { runs-on: x, steps: [{ id: s, run: a }, { id: S, run: b }] } }',
      "The identifier 'S' may not be used more than once within the same scope.",
    ],
    [`env: &e { A: x }\njobs: { a: { env: { <<: *e }, ${STEPS} } }`, 'A mapping was not expected'],
    [`jobs: { a: { <<: { runs-on: x }, ${STEPS} } }`, "Unexpected value '<<'"],
    [
      `jobs: { a: { runs-on: x, steps: [{ run: "${'x'.repeat(21_000)} \${{ github.ref }}" }] } }`,
      'Exceeded max expression length 21000',
    ],
    [
      `jobs: { a: { if: "hashFiles('x')", ${STEPS} } }`,
      "Unrecognized function: 'hashFiles'. Located at position 1 within expression: hashFiles('x')",
    ],
    [
      `jobs: { a: { if: "\${{ secrets.A }}", ${STEPS} } }`,
      "Unrecognized named-value: 'secrets'. Located at position 1 within expression: secrets.A",
    ],
    [`jobs: { a: { timeout-minutes: "5", ${STEPS} } }`, "Unexpected value '5'"],
    [`jobs: { a: { continue-on-error: "true", ${STEPS} } }`, "Unexpected value 'true'"],
    [
      'jobs: { a: { runs-on: { group: a/b }, steps: [{ run: "true" }] } }',
      "Invalid runs-on group name 'a/b'. Please use 'organization/' or 'enterprise/' prefix to target a single runner group.",
    ],
    [`true: x\njobs: { a: { ${STEPS} } }`, "(Line: 2, Col: 1): Unexpected value 'true'"],
    [`jobs: { a: { strategy: { matrix: { b: ${nested(46)} } }, ${STEPS} } }`, 'w.yml: Maximum object depth exceeded'],
    [`jobs: { a: { strategy: { matrix: { b: ${filled(50_000)} } }, ${STEPS} } }`, 'w.yml: Maximum YAML nodes exceeded'],
    [
      `jobs: { a: { strategy: { matrix: { b: [{ c: ${filled(49_964)} }] } }, ${STEPS} } }`,
      'w.yml: Maximum YAML nodes exceeded',
    ],
    [`jobs: { a: { strategy: { matrix: { b: &x [*x] } }, ${STEPS} } }`, 'w.yml: Maximum object depth exceeded'],
    [`jobs: { a: { strategy: { matrix: { ${laughs} } }, ${STEPS} } }`, 'w.yml: Maximum YAML nodes exceeded'],
    ['jobs: { a: { steps: [{ run: "true" }] } }', 'Required property is missing: runs-on'],
    [`jobs: { a: { strategy: { matrix: { b: [] } }, ${STEPS} } }`, "Matrix vector 'b' does not contain any values"],
  ])('is refused in the words of GitHub: %.60s', async (body, sentence) => {
    expect((await problemsOf(`on: push\n${body}\n`)).join('\n')).toContain(sentence);
  });

  it('that is no YAML is told as GitHub tells it, with the line', async () => {
    const [problem] = await problemsOf('on: push\njobs:\n  a: { runs-on: x\n  b: 1\n');
    expect(problem).toMatch(/^\.github\/workflows\/w\.yml:\d: You have an error in your yaml syntax on line \d/);
  });
});
