import { describe, expect, it } from '@jest/globals';
import { legName } from '../../../../rehearsal/workflow/leg-name.ts';
import { evaluateStrategy, strategyProblems } from '../../../../rehearsal/workflow/strategy.ts';
import type { Value } from '../../../../rehearsal/workflow/value.ts';
import { strategyOf } from './definitions.ts';

const evaluated = async (lines: string, needs: Value = {}) =>
  evaluateStrategy(await strategyOf(lines), { contexts: { needs } }, 'a');
const valuesOf = async (lines: string, needs: Value = {}) =>
  (await evaluated(lines, needs)).matrix.map(({ values }) => values);
const shownOf = async (lines: string) => (await evaluated(lines)).matrix.map(({ shown }) => shown.join(', '));

describe('the combinations of a matrix', () => {
  it('are the product of its axes, the first one turning slowest', async () => {
    expect(await valuesOf('matrix: { os: [a, b], node: [18, 20] }')).toEqual([
      { os: 'a', node: 18 },
      { os: 'a', node: 20 },
      { os: 'b', node: 18 },
      { os: 'b', node: 20 },
    ]);
  });

  it('take in what include adds to those that it does not contradict, and the rest of include after them', async () => {
    // The example of the documentation.
    const matrix = `
matrix:
  fruit: [apple, pear]
  animal: [cat, dog]
  include:
    - color: green
    - { color: pink, animal: cat }
    - { fruit: apple, shape: circle }
    - fruit: banana
    - { fruit: banana, animal: cat }`;
    expect(await valuesOf(matrix.trim())).toEqual([
      { fruit: 'apple', animal: 'cat', color: 'pink', shape: 'circle' },
      { fruit: 'apple', animal: 'dog', color: 'green', shape: 'circle' },
      { fruit: 'pear', animal: 'cat', color: 'pink' },
      { fruit: 'pear', animal: 'dog', color: 'green' },
      { fruit: 'banana' },
      { fruit: 'banana', animal: 'cat' },
    ]);
  });

  it('leave out what exclude matches in part, in objects and lists by each of their leaves', async () => {
    expect(await valuesOf('matrix: { os: [a, b], node: [18, 20], exclude: [{ os: a, node: 18 }, { os: b }] }')).toEqual(
      [{ os: 'a', node: 20 }],
    );
    const objects = 'matrix: { on: [{ os: a, v: [1, 2] }, { os: b, v: [1, 3] }], exclude: [{ on: { v: [1, 3] } }] }';
    expect(await valuesOf(objects)).toEqual([{ on: { os: 'a', v: [1, 2] } }]);
  });

  it('are counted to 100 000, far more than GitHub takes; beyond that it is not known what it says', async () => {
    const axes = (one: number, other: number) => {
      const list = (length: number) => JSON.stringify(Array.from({ length }, (_, index) => index));
      const outputs = { one: list(one), other: list(other) };
      const axis = (name: string) => `"\${{ fromJSON(needs.plan.outputs.${name}) }}"`;
      return valuesOf(`matrix: { a: ${axis('one')}, b: ${axis('other')} }`, { plan: { outputs } });
    };
    await expect(axes(1000, 100)).rejects.toThrow('produced 100000 configurations which exceeds the maximum of 256');
    await expect(axes(11, 9091)).rejects.toThrow('a matrix of 100001 combinations is not rehearsed');
  });

  it('come back by include after they were excluded', async () => {
    const matrix = 'matrix: { os: [a, b], exclude: [{ os: a }], include: [{ os: a, extra: true }] }';
    expect(await valuesOf(matrix)).toEqual([{ os: 'b' }, { os: 'a', extra: true }]);
  });

  it('are compared as expressions compare: without case, a text with the number that it writes', async () => {
    expect(await valuesOf('matrix: { os: [Linux], n: [1], exclude: [{ OS: linux, n: "1" }] }')).toEqual([]);
    expect(await valuesOf('matrix: { os: [Linux], include: [{ OS: linux, more: 1 }] }')).toEqual([
      { os: 'Linux', more: 1 },
    ]);
  });

  it.each([
    ['matrix: { place: "${{ fromJSON(needs.plan.outputs.list) }}" }', [{ place: 'eu' }, { place: 'us' }]],
    ['matrix: "${{ fromJSON(needs.plan.outputs.matrix) }}"', [{ place: 'asia', n: 2 }]],
    ['matrix: { include: "${{ fromJSON(needs.plan.outputs.include) }}" }', [{ place: 'x' }]],
    ['matrix: { include: [{ place: "${{ needs.plan.result }}" }] }', [{ place: 'success' }]],
  ])('come from expressions: %s', async (matrix, expected) => {
    const outputs = { list: '["eu","us"]', matrix: '{"place":["asia"],"n":[2]}', include: '[{"place":"x"}]' };
    expect(await valuesOf(matrix, { plan: { result: 'success', outputs } })).toEqual(expected);
  });
});

describe('what a job of a matrix shows in its name', () => {
  it('is every text, number and truth value of its axes, also of objects and lists; nothing that include added', async () => {
    const matrix =
      'matrix: { a: [{ b: x, c: [1, true, null, ""] }], d: [1.50], include: [{ more: shown-not }, { d: 9, e: [y] }] }';
    expect(await shownOf(matrix)).toEqual(['x, 1, true, 1.5', '9, y']);
  });

  it('is cut after a hundred letters, and left out where there is nothing', () => {
    expect(legName('build', ['a', 'b'])).toBe('build (a, b)');
    expect(legName('build', [])).toBe('build');
    expect(legName('build', ['x'.repeat(92)])).toHaveLength(100);
    expect(legName('build', ['x'.repeat(93)])).toBe(`build (${'x'.repeat(90)}...`);
  });
});

describe('a strategy', () => {
  it('without a matrix is one job', async () => {
    expect(await evaluated('fail-fast: false')).toEqual({ failFast: false, maxParallel: 1, matrix: [] });
    expect(await evaluated('max-parallel: 3')).toEqual({ failFast: true, maxParallel: 1, matrix: [] });
    expect(evaluateStrategy(undefined, { contexts: {} }, 'a')).toEqual({ failFast: true, maxParallel: 1, matrix: [] });
  });

  it('whose exclude leaves nothing is one job, too', async () => {
    expect((await evaluated('matrix: { a: [1], exclude: [{ a: 1 }] }')).matrix).toEqual([]);
  });

  it.each([
    ['', 3],
    ['max-parallel: 2', 2],
    ['max-parallel: 0', 3],
    ['max-parallel: 2.9', 2],
    ['max-parallel: "${{ fromJSON(\'1\') }}"', 1],
  ])('with "%s" runs so many at once: %d', async (parallel, expected) => {
    expect((await evaluated(`${parallel}\nmatrix: { a: [1, 2, 3] }`.trim())).maxParallel).toBe(expected);
  });

  it.each([
    ['matrix: "${{ fromJSON(needs.list) }}"', 'A sequence was not expected'],
    ['matrix: { a: "${{ needs.text }}" }', "Unexpected value 'eu'"],
    ['matrix: { a: "${{ fromJSON(needs.object) }}" }', 'A mapping was not expected'],
    ['matrix: { include: "${{ fromJSON(needs.list) }}" }', "Unexpected value '1'"],
    ['matrix: { a: "${{ fromJSON(needs.empty) }}" }', "Matrix vector 'a' does not contain any values"],
    ['matrix: { include: "${{ fromJSON(needs.empty) }}" }', 'Matrix must define at least one vector'],
    ['matrix: "${{ fromJSON(needs.none) }}"', 'Matrix must define at least one vector'],
    ['matrix: { a: "${{ fromJSON(needs.text) }}" }', 'Error parsing fromJson'],
    ['fail-fast: "${{ needs.text }}"', "Unexpected value 'eu'"],
    ['max-parallel: "${{ needs.digit }}"', "Unexpected value '2'"],
  ])('that turns out wrong fails the job in the words of GitHub: %s', async (lines, sentence) => {
    const needs = { list: '[1]', text: 'eu', object: '{"b":1}', empty: '[]', none: '{}', digit: '2' };
    await expect(evaluated(lines, needs)).rejects.toThrow(
      new RegExp(
        `^Error when evaluating 'strategy' for job 'a'\\. \\.github/workflows/w\\.yml \\(Line: 6, Col: \\d+\\): ${sentence}$`,
      ),
    );
  });

  it('makes 256 jobs at most', async () => {
    const axis = (name: string, length: number) =>
      `${name}: [${Array.from({ length }, (_, index) => index).join(', ')}]`;
    expect(await valuesOf(`matrix: { ${axis('a', 16)}, ${axis('b', 16)} }`)).toHaveLength(256);
    await expect(evaluated(`matrix: { ${axis('a', 257)} }`)).rejects.toThrow(
      "w.yml (Line: 6, Col: 7): Strategy for job 'a' produced 257 configurations which exceeds the maximum of 256 configurations",
    );
  });

  it.each([
    ['matrix: { a: [] }', "(Line: 6, Col: 20): Matrix vector 'a' does not contain any values"],
    ['matrix: {}', '(Line: 6, Col: 15): Matrix must define at least one vector'],
    ['matrix: { include: [] }', 'Matrix must define at least one vector'],
    ['matrix: { exclude: [{ a: 1 }] }', 'Matrix must define at least one vector'],
    ['matrix: { a: [1], include: [{}] }', 'Matrix include mapping does not contain any values'],
    ['matrix: { a: [1], exclude: [{}] }', 'Matrix exclude filter must not be empty'],
    ['matrix: { a: [1], exclude: [{ b: 1 }] }', "Matrix exclude key 'b' does not match any key within the matrix"],
  ])('is judged with the file where no expression stands in the way: %s', async (lines, sentence) => {
    expect(strategyProblems(await strategyOf(lines)).join()).toContain(sentence);
  });

  it('is left alone before the run where it is right, or not known yet', async () => {
    expect(strategyProblems(await strategyOf('matrix: { include: "${{ fromJSON(\'[]\') }}" }'))).toEqual([]);
    expect(strategyProblems(await strategyOf('matrix: { a: [1], exclude: [{ a: 2 }] }'))).toEqual([]);
    expect(strategyProblems(await strategyOf('fail-fast: true'))).toEqual([]);
    const unknown = 'matrix: { a: [1], b: "${{ fromJSON(\'[1]\') }}", exclude: [{ c: 1 }], include: [{}] }';
    expect(strategyProblems(await strategyOf(unknown))).toEqual([]);
  });
});
