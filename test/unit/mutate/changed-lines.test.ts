import { describe, expect, it } from '@jest/globals';
import { parseDiff } from '../../mutate/changed.ts';
import { EQUAL, equalOf } from '../../mutate/equal.ts';
import { numbers, ranks, type TreeNode, type TreePath, type TreeWords } from '../../mutate/instrument/more-mutators.ts';
import { trialOf } from '../../mutate/run/survey.ts';
import { allRules } from '../../mutate/subjects.ts';
import { Declared } from '../../mutate/tests/words.ts';

describe('lines that a change touches', () => {
  it('are those of the new side, of each file', () => {
    const diff = [
      ...[
        'diff --git a/a.ts b/a.ts',
        '--- a/a.ts',
        '+++ b/a.ts',
        '@@ -1 +1,2 @@ x',
        '-a',
        '+b',
        '+c',
        '@@ -9,2 +10,0 @@',
        '-x',
        '-y',
      ],
      ...['@@ -20,0 +19 @@', '+z', '--- /dev/null', '+++ b/new.ts', '@@ -0,0 +1,3 @@', '+1', '+2', '+3'],
    ].join('\n');
    expect(parseDiff(diff)).toEqual(
      new Map([
        ['a.ts', new Set([1, 2, 19])],
        ['new.ts', new Set([1, 2, 3])],
      ]),
    );
    expect(parseDiff('')).toEqual(new Map());
  });
});

describe('a mutation run', () => {
  it('runs the tests that reach a mutant, the quickest file first, all of a file that reaches it while it is loaded', () => {
    const test = (milliseconds: number, reached: Readonly<Record<string, number>>) => ({
      name: '',
      milliseconds,
      reached,
    });
    const files = [
      { path: 'slow', loading: {}, tests: [test(90, { '1': 2 }), test(5, {})] },
      { path: 'loads', loading: { '1': 1 }, tests: [test(3, {}), test(1, {})] },
      { path: 'other', loading: {}, tests: [test(1, { '2': 1 })] },
    ];
    expect(trialOf('1', { files })).toEqual({
      mutant: '1',
      files: [
        { path: 'loads', tests: [1, 0] },
        { path: 'slow', tests: [0] },
      ],
      hitLimit: 1200,
    });
    expect(trialOf('9', { files }).files).toEqual([]);
  });

  it('knows files and tests for every line of its table', () => {
    for (const { files, tests } of allRules('.')) {
      expect(files.length).toBeGreaterThan(0);
      expect(tests.filter((path) => /slow/.test(path))).toEqual([]);
    }
  });

  it('says of what is equal why, in a sentence', () => {
    expect(EQUAL.filter(({ reason }) => !/^[A-Z].{20,}\.$/.test(reason))).toEqual([]);
    const mutant = {
      id: '1',
      file: 'x.ts',
      line: 1,
      column: 1,
      mutator: 'ConditionalExpression',
      replacement: 'default:',
    };
    const original = 'default:\n      return assertNever(found);';
    expect(equalOf({ ...mutant, original, lineText: 'default:' })).toBeDefined();
    expect(equalOf({ ...mutant, original: 'default:\n  return 0;', lineText: 'default:' })).toBeUndefined();
  });

  it('declares tests in the order of the file, with what stands around them', async () => {
    const declared = new Declared();
    const said: string[] = [];
    const words = declared.words as {
      readonly describe: (name: string, body: () => void) => void;
      readonly it: {
        (name: string, body: () => void): void;
        each(rows: readonly unknown[]): (name: string, body: (row: never) => void) => void;
      };
      readonly beforeEach: (deed: () => void) => void;
    };
    const tests = await declared.by(async () => {
      words.describe('outer', () => {
        words.beforeEach(() => said.push('before'));
        words.it.each([{ name: 'x' }])('of $name', () => said.push('x'));
        words.it.each([['y', 1]])('of %s', (value: string) => said.push(value));
      });
    });
    expect(tests.map(({ name }) => name)).toEqual(['outer › of x', 'outer › of y']);
    for (const { run } of tests) await run();
    expect(said).toEqual(['before', 'x', 'before', 'y']);
  });
});

describe('the mutators beside those of Stryker', () => {
  const words: TreeWords = {
    numericLiteral: (value) => ({ type: 'NumericLiteral', value }),
    arrayExpression: (elements) => ({ type: 'ArrayExpression', elements }),
  };
  const name = (text: string): TreeNode => ({ type: 'Identifier', value: text });
  const path = (node: TreeNode, parent: TreeNode = { type: 'x' }, within: unknown = null): TreePath => ({
    ...{ node, parent },
    getFunctionParent: () => within,
  });

  it('make each number the one below it, and 0 and parts of 1 the one above', () => {
    const of = (value: number) =>
      [...numbers(words).mutate(path({ type: 'NumericLiteral', value }))].map((node) => node.value);
    expect([of(10), of(1), of(0), of(0.5)]).toEqual([[9], [0], [1], [1.5]]);
    const key = { type: 'NumericLiteral', value: 1 };
    expect([...numbers(words).mutate(path(key, { type: 'ObjectProperty', key }))]).toEqual([]);
  });

  it('change each two neighbours of a table of names', () => {
    const array = { type: 'ArrayExpression', elements: ['a', 'b', 'c'].map(name) };
    const orders = [...ranks(words).mutate(path(array))].map(({ elements = [] }) =>
      elements.map((each) => each?.value).join(''),
    );
    expect(orders).toEqual(['bac', 'acb']);
    expect([...ranks(words).mutate(path(array, array, {}))]).toEqual([]);
    expect([...ranks(words).mutate(path({ ...array, elements: [name('a'), name('b')] }))]).toEqual([]);
  });
});
