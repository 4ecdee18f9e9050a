import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readMatchers } from '../../../../rehearsal/runner/matcher-config.ts';
import { ProblemMatcher } from '../../../../rehearsal/runner/problem-matcher.ts';
import { type TestWorld, testWorld } from '../workflow/world.ts';
import { runSteps } from './steps.ts';

const config = (owner: string, pattern: readonly object[], rest: object = {}): string =>
  JSON.stringify({ problemMatcher: [{ owner, pattern, ...rest }] });

const TSC = config('tsc', [
  {
    regexp: '^(.+)\\((\\d+),(\\d+)\\): (error|warning) (TS\\d+): (.+)$',
    file: 1,
    line: 2,
    column: 3,
    severity: 4,
    code: 5,
    message: 6,
  },
]);
/** A file name, then lines of it. */
const ESLINT = [
  { regexp: '^(\\/?[^ ].*)$', file: 1 },
  { regexp: '^\\s+(\\d+):(\\d+)\\s+(error|warning)\\s+(.*)$', line: 1, column: 2, severity: 3, message: 4, loop: true },
];

describe('a problem matcher', () => {
  const matcher = (text: string) => new ProblemMatcher(readMatchers(text)[0] as never);

  it('reads a line', () => {
    expect(matcher(TSC).match('src/a.ts(3,7): warning TS1: no')).toEqual({
      ...{ file: 'src/a.ts', line: '3', column: '7', severity: 'warning', code: 'TS1', message: 'no', fromPath: '' },
    });
    expect(matcher(TSC).match('src/a.ts: no')).toBeUndefined();
  });

  it('reads several lines, the last pattern again and again until a line does not match', () => {
    const lines = [
      'a.js',
      '  1:2  error  one',
      '  3:4  warning  two',
      'b.js',
      '  5:6  error  three',
      '  ',
      '  7:8  error  lost',
    ];
    const one = matcher(config('eslint', ESLINT));
    const found = lines
      .map((line) => one.match(line))
      .map((match) => match && `${match.file} ${match.line} ${match.message}`);
    expect(found).toEqual([undefined, 'a.js 1 one', 'a.js 3 two', undefined, 'b.js 5 three', undefined, undefined]);
  });

  it('has defaults for what the line does not say', () => {
    const text = config('x', [{ regexp: '^x (\\w*)(.*)$', severity: 1, message: 2 }], {
      severity: 'notice',
      fromPath: 'p/q',
    });
    expect(matcher(text).match('x  m')).toMatchObject({ severity: 'notice', fromPath: 'p/q', message: ' m' });
  });

  const bad: readonly [string, readonly object[], object, string][] = [
    ['without an owner', [{ regexp: 'x' }], { owner: '' }, 'Owner must not be empty'],
    [
      'of another severity',
      [{ regexp: 'x' }],
      { severity: 'bad' },
      "Matcher 'o' contains unexpected default severity 'bad'",
    ],
    ['without patterns', [], {}, "Matcher 'o' does not contain any patterns"],
    ['without a message', [{ regexp: 'x' }], {}, "At least one pattern must set 'message'"],
    [
      'with a loop that is not last',
      [{ regexp: '(x)', message: 1, loop: true }],
      {},
      "Only the last pattern in a multiline matcher may set 'loop'",
    ],
    [
      'with a loop without message',
      [
        { regexp: '(x)', message: 1 },
        { regexp: 'x', loop: true },
      ],
      {},
      "The loop pattern must set 'message'",
    ],
    [
      'with a message twice',
      [
        { regexp: '(x)', message: 1 },
        { regexp: '(x)', message: 1 },
      ],
      {},
      "The property 'message' is set twice",
    ],
    [
      'with a group too many',
      [{ regexp: '(x)', message: 2 }],
      {},
      "The property 'message' is set to 2 which is out of range",
    ],
  ];
  it.each(bad)('%s is refused', (_, pattern, rest, sentence) => {
    expect(() => readMatchers(config('o', pattern, rest))).toThrow(sentence);
  });

  it('may have its owner once in a file', () => {
    const pattern = [{ regexp: '(x)', message: 1 }];
    const text = JSON.stringify({
      problemMatcher: [
        { owner: 'a', pattern },
        { owner: 'A', pattern },
      ],
    });
    expect(() => readMatchers(text)).toThrow("Duplicate owner name 'A'");
  });
});

describe('problem matchers of a job', () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await testWorld();
  });
  afterAll(() => world.close());

  it('annotate what later output says, and the log keeps the line', async () => {
    const { annotations, log, ends } = await runSteps(
      world,
      `- run: |
    mkdir -p .git && printf '[remote "origin"]\\n\\turl = http://127.0.0.1:1/acme/shop\\n' > .git/config
    echo "::add-matcher::tsc.json"
- run: 'echo "src/a.ts(3,7): warning TS1: careful"; echo "gone.ts(1,1): error TS2: gone"; echo "other"'
- run: echo "::remove-matcher owner=TSC::"; echo "src/a.ts(3,7):" "error TS3:" no`,
      { checkout: true, files: { 'tsc.json': TSC, 'src/a.ts': '' } },
    );
    expect(annotations).toEqual([
      { level: 'warning', message: 'careful', properties: { file: 'src/a.ts', line: '3', col: '7', code: 'TS1' } },
      { level: 'error', message: 'gone', properties: { line: '1', col: '1', code: 'TS2' } },
    ]);
    expect(log).toContain('\n##[warning]src/a.ts(3,7): warning TS1: careful\n');
    expect(log).toContain('\nother\n');
    expect(log).toContain('\nsrc/a.ts(3,7): error TS3: no\n');
    expect(ends).toEqual(['success', 'success', 'success', 'success']);
  });

  it('the one added last comes first, and replaces one of the same owner', async () => {
    const any = (owner: string, severity: string) =>
      config(owner, [{ regexp: '^problem: (.*)$', message: 1 }], { severity });
    const { annotations } = await runSteps(
      world,
      `- run: 'for f in a b c; do echo "::add-matcher::$f.json"; echo "problem: $f"; done; echo "::remove-matcher::b.json"; echo "problem: d"'`,
      {
        checkout: true,
        files: { 'a.json': any('one', 'error'), 'b.json': any('two', 'warning'), 'c.json': any('ONE', 'notice') },
      },
    );
    expect(annotations.map(({ level }) => level)).toEqual(['error', 'warning', 'notice', 'notice']);
  });
});
