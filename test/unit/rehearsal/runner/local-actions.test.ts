import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { InvalidAction } from '../../../../rehearsal/workflow/action-definition.ts';
import { readAction } from '../../../../rehearsal/workflow/read-action.ts';
import { parseUses } from '../../../../rehearsal/workflow/uses-reference.ts';
import { CHECKOUT, type TestWorld, testWorld } from '../workflow/world.ts';
import { composite, type JobText, runSteps } from './steps.ts';

describe('uses', () => {
  it.each([
    ['docker://alpine:3', { kind: 'docker', image: 'alpine:3' }],
    ['./', { kind: 'local', path: './' }],
    ['$//a/b', { kind: 'self', path: 'a/b' }],
    ['a/b@c', { kind: 'repository', repository: 'a/b', path: '', ref: 'c' }],
    ['a/b//c\\d@e/f', { kind: 'repository', repository: 'a/b', path: 'c/d', ref: 'e/f' }],
    ['$/', undefined],
    ['a@b', undefined],
    ['a/b', undefined],
    ['a/b@', undefined],
    ['a/b@c@d', undefined],
  ])('%j', (text, reference) => {
    expect(parseUses(text)).toEqual(reference);
  });
});

describe('an action.yml', () => {
  const read = (content: string) => readAction({ name: '/w/x/action.yml', path: 'x/action.yml', content });
  const problems = (content: string): readonly string[] => {
    try {
      read(content);
    } catch (error) {
      if (error instanceof InvalidAction) return [...error.problems, error.message];
    }
    throw new Error('It was taken.');
  };

  it('needs no name and no description, and may say more than the runner reads', () => {
    expect(read('branding: { icon: x }\nauthor: me\nruns: { using: NODE24, main: a.js }')).toMatchObject({
      ...{ kind: 'javascript', main: 'a.js', preCondition: 'always()', postCondition: 'always()', inputs: [] },
    });
  });

  it('may have no anchors, unlike a workflow', () => {
    const anchored = 'runs: { using: composite, steps: [&a { run: x, shell: sh }, *a] }';
    expect(problems(anchored)[0]).toContain("Anchors are not currently supported. Remove the anchor 'a'");
  });

  it.each(['node12', 'node16', 'node20', 'node24'])('may be for %s', (using) => {
    expect(read(`runs: { using: ${using}, main: a.js }`).kind).toBe('javascript');
  });

  it.each([
    [
      'runs: { using: node18, main: a.js }',
      "Specified argument was out of the range of valid values. (Parameter ''using: node18' is not supported, use 'docker', 'node12', 'node16', 'node20' or 'node24' instead.')",
    ],
    [
      'runs: { using: node24, pre: a.js }',
      "Value cannot be null. (Parameter 'You are using a JavaScript Action but there is not an entry JavaScript file provided in /w/x/action.yml.')",
    ],
    [
      'runs: { using: composite, main: a.js }',
      "Value cannot be null. (Parameter 'You are using a composite action but there are no steps provided in /w/x/action.yml.')",
    ],
    ['runs: { using: node24 }', "There's not enough info to determine what you meant. Add one of these properties: "],
    [
      'runs: { main: a.js }',
      "Missing 'using' value. 'using' requires 'composite', 'docker', 'node12', 'node16', 'node20' or 'node24'.",
    ],
    [
      'runs: { using: node24, main: a.js, colour: red }',
      "/w/x/action.yml (Line: 1, Col: 36): Unexpected value 'colour'",
    ],
    ['inputs: { a: }\nruns: { using: node24, main: a.js }', "/w/x/action.yml (Line: 1, Col: 14): Unexpected value ''"],
    [
      'inputs: { a: { default: "${{ secrets.X }}" } }\nruns: { using: node24, main: a.js }',
      "Unrecognized named-value: 'secrets'",
    ],
    [
      'runs:\n  using: composite\n  steps:\n    - { id: a, shell: sh, run: x }\n    - { id: A, shell: sh, run: x }',
      "(Line: 5, Col: 13): The identifier 'A' may not be used more than once within the same scope.",
    ],
    [
      'runs:\n  using: composite\n  steps:\n    - uses: nothing',
      "(Line: 4, Col: 13): Expected format {org}/{repo}[/path]@ref. Actual 'nothing'",
    ],
  ])('%j is refused in the words of the runner', (content, sentence) => {
    const said = problems(content);
    expect(said[0]).toContain(sentence);
    expect(said.at(-1)).toBe('Failed to load /w/x/action.yml');
  });

  it('needs to say what it runs', () => {
    expect(problems('name: x')).toEqual(["Top level 'runs:' section is required for /w/x/action.yml"]);
  });
});

describe('actions of the workspace', () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await testWorld();
  });
  afterAll(() => world.close());

  const PRINT = `console.log('js: ' + Object.entries(process.env).filter(([name]) => name.startsWith('INPUT_')).sort().map((pair) => pair.join('=')).join(' '));`;
  const run = (text: string, files: JobText['files'] = {}) => runSteps(world, text, { checkout: true, files });

  it('are found in any form of their path, and action.yml before action.yaml', async () => {
    const js = 'runs: { using: node24, main: main.js }';
    const { ends } = await run('- uses: ./\n- uses: ./.github/actions/x/\n- uses: ./both', {
      'action.yml': js,
      'main.js': '',
      '.github/actions/x/action.yaml': js,
      '.github/actions/x/main.js': '',
      'both/action.yml': js,
      'both/main.js': '',
      'both/action.yaml': 'not an action',
    });
    expect(ends).toEqual(['success', 'success', 'success', 'success']);
  });

  it('inputs: what is given, defaults with expressions, a warning for what is deprecated, and nothing is demanded', async () => {
    const { said, messages, log } = await run('- { uses: ./i, with: { Old Name: 1, other: true } }', {
      'i/action.yml':
        'inputs: { old name: { deprecationMessage: use new }, must: { required: true }, own: { default: "${{ github.job }}-${{ job.status }}" }, number: { default: 1 } }\nruns: { using: node20, main: main.js }',
      'i/main.js': PRINT,
    });
    expect(said('js')).toEqual(['INPUT_MUST= INPUT_NUMBER=1 INPUT_OLD_NAME=1 INPUT_OTHER=true INPUT_OWN=a-success']);
    expect(messages).toEqual([
      "Input 'Old Name' has been deprecated with message: use new",
      "Unexpected input(s) 'other', valid inputs are ['old name', 'must', 'own', 'number']",
    ]);
    expect(log).toContain(
      '##[group]Run ./i\nwith:\n  Old Name: 1\n  other: true\n  own: a-success\n  number: 1\n##[endgroup]\n',
    );
  });

  it('a script that is not there fails the step', async () => {
    const { messages } = await run('- uses: ./i', { 'i/action.yml': 'runs: { using: node24, main: none.js }' });
    expect(messages.join()).toMatch(/^File not found: '\/.+\/i\/none\.js'$/);
  });

  it('inputs and variables of a post step are evaluated again', async () => {
    const { said } = await run(
      `- { uses: ./p, with: { who: "\${{ job.status }} \${{ env.WHO }}" }, env: { OWN: "\${{ env.WHO }}" } }\n- run: echo "WHO=later" >> "$GITHUB_ENV"\n- run: exit 1`,
      {
        'p/action.yml': 'inputs: { who: {} }\nruns: { using: node24, main: main.js, post: main.js }',
        'p/main.js': `${PRINT} console.log('own: ' + process.env.OWN)`,
      },
    );
    expect(said('js')).toEqual(['INPUT_WHO=success ', 'INPUT_WHO=failure later']);
    expect(said('own')).toEqual(['', 'later']);
  });

  it('row 43: posts inside of composite actions run where the action stands, the last one first', async () => {
    const post = (name: string) => ({
      [`${name}/action.yml`]: 'runs: { using: node24, main: main.js, post: main.js }',
      [`${name}/main.js`]: `console.log('life: ${name}')`,
    });
    const { said, names } = await run(
      '- { name: First, uses: ./a }\n- { name: Around, uses: ./c }\n- { name: Last, uses: ./b }',
      {
        ...post('a'),
        ...post('b'),
        ...post('d'),
        'c/action.yml': composite('- uses: ./a\n- uses: ./d\n- { if: false, uses: ./b }'),
      },
    );
    expect(said('life')).toEqual(['a', 'a', 'd', 'b', 'b', 'd', 'a', 'a']);
    expect(names.slice(4)).toEqual(['Post Last', 'Post Around', 'Post First']);
  });

  it('a stand-in is used by a composite action too, and does its rest after the job', async () => {
    const own = world.standIns.get('actions/checkout');
    const after: string[] = [];
    world.standIns.set('actions/checkout', async (call) => {
      const result = await own?.(call);
      const { GITHUB_ACTION_REPOSITORY: repository, GITHUB_ACTION_PATH: path } = call.context.env;
      return { ...result, post: async () => void after.push(`${repository} ${path?.split('/').pop()}`) };
    });
    const { names, said } = await run(
      `- { name: Around, uses: ./c }\n- run: 'echo "out: \${{ steps.none.outputs.x }}"'`,
      {
        'c/action.yml': composite(
          `- { id: co, uses: ${CHECKOUT} }\n- { shell: bash, run: 'echo "out: \${{ steps.co.outputs.commit != 0 }} [$GITHUB_ACTION_REPOSITORY]"' }`,
        ),
      },
    );
    world.standIns.set('actions/checkout', own as never);
    expect(said('out')).toEqual(['true []', '']);
    expect(after).toEqual(['actions/checkout c', 'actions/checkout undefined']);
    expect(names.slice(3)).toEqual(['Post Around', expect.stringMatching(/^Post Run actions\/checkout@/)]);
  });

  it('a uses without a form is refused by GitHub when it reads the file', async () => {
    const { problems } = await world.run(
      'on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - parallel:\n          - uses: nothing\n',
    );
    expect(problems).toEqual([
      ".github/workflows/w.yml (Line: 7, Col: 19): Expected format {org}/{repo}[/path]@ref. Actual 'nothing'",
    ]);
  });
});

describe('what shows only while a job runs', () => {
  let world: TestWorld;
  beforeEach(async () => {
    world = await testWorld();
  });
  afterEach(() => world.close());
  const run = (text: string, files: JobText['files'] = {}) => runSteps(world, text, { checkout: true, files });

  it('a folder with a Dockerfile only, or an action in a container, ends the rehearsal', async () => {
    const made = `- run: mkdir made && echo 'FROM x' > made/Dockerfile\n- uses: ./made`;
    await expect(run(made)).rejects.toThrow(
      '.github/workflows/w.yml:11: "uses: ./made", an action that runs in a container, is not rehearsed',
    );
  });

  it('a local action that uses itself ends the rehearsal', async () => {
    await expect(run('- uses: ./me', { 'me/action.yml': composite('- uses: ./me') })).rejects.toThrow(
      'me/action.yml:5: composite actions 50 levels deep is not rehearsed',
    );
  });
});
