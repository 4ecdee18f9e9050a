import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jobOf, type TestWorld, testWorld } from '../workflow/world.ts';
import { composite, runSteps } from './steps.ts';

const say = (text: string): string => `- { shell: bash, run: 'echo "${text}"' }`;
/** A script that says where it is in the life of its action. */
const SCRIPT = (stage: string): string =>
  `import { appendFileSync } from 'node:fs';\nconsole.log('life: ${stage} ' + (process.env.INPUT_WHO ?? '') + ' ' + (process.env.STATE_kept ?? ''));\nappendFileSync(process.env.GITHUB_STATE, 'kept=${stage}\\n');`;

const LIFE = {
  'actions/life/action.yml':
    'inputs: { who: { default: nobody } }\nruns: { using: node24, pre: pre.mjs, main: main.mjs, post: post.mjs }',
  'actions/life/pre.mjs': SCRIPT('pre'),
  'actions/life/main.mjs': SCRIPT('main'),
  'actions/life/post.mjs': SCRIPT('post'),
};

describe('actions of the repository without a checkout', () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await testWorld();
  });
  afterAll(() => world.close());

  it('$/ is the commit that runs, with all its files, and the workspace stays empty', async () => {
    const { said, names, record } = await runSteps(world, `- uses: $/actions/c\n- run: 'echo "left: [$(ls)]"'`, {
      files: {
        'actions/c/action.yml': composite(
          `- { shell: bash, run: 'bash "$GITHUB_ACTION_PATH/../lib/tool.sh"; echo "path: $GITHUB_ACTION_PATH"' }`,
        ),
        'actions/lib/tool.sh': 'echo "tool: ran"',
      },
    });
    const sha = (await world.git.resolve('main')) ?? '';
    expect(record.result).toBe('success');
    expect(said('tool')).toEqual(['ran']);
    expect(said('left')).toEqual(['[]']);
    expect(said('path')[0]).toMatch(new RegExp(`/_actions/acme/shop/${sha}/actions/c$`));
    expect(names[0]).toBe(`Run acme/shop/actions/c@${sha}`);
  });

  it('works in composite actions, and a branch, a tag or a commit of the repository can be named', async () => {
    const inner = composite(say('inner: ${{ github.action_ref }}|${{ inputs.from }}'), 'inputs: { from: {} }');
    await world.commit({ 'actions/inner/action.yml': inner }, 'other');
    const { said } = await runSteps(
      world,
      `- uses: $/actions/outer
- uses: acme/shop/actions/inner@other
  with: { from: branch }`,
      {
        files: {
          'actions/inner/action.yml': inner,
          'actions/outer/action.yml': composite('- { uses: $/actions/inner, with: { from: outer } }'),
        },
      },
    );
    expect(said('inner')).toEqual(['|outer', '|branch']);
  });

  it('runs pre before the first step and post after the last one, with one state', async () => {
    const { said, names, ends } = await runSteps(
      world,
      `- run: 'echo "life: step"'\n- { name: Live, uses: $/actions/life, with: { who: mina } }`,
      { files: LIFE },
    );
    expect(said('life')).toEqual(['pre mina ', 'step', 'main mina pre', 'post mina main']);
    expect([names[0], names.at(-1)]).toEqual(['Pre Live', 'Post Live']);
    expect(ends).toHaveLength(4);
  });

  it('pre-if decides, and post runs after pre even where the main part is skipped', async () => {
    const { said } = await runSteps(world, '- { uses: $/actions/life, if: false }\n- { uses: $/actions/never }', {
      files: {
        ...LIFE,
        'actions/never/action.yml': `runs: { using: node24, pre: ../life/pre.mjs, pre-if: failure(), main: ../life/main.mjs }`,
      },
    });
    expect(said('life')).toEqual(['pre nobody ', 'main  ', 'post nobody pre']);
  });

  it('runs pre and post of what a composite action uses', async () => {
    const { said, names } = await runSteps(
      world,
      `- { name: Around, uses: $/actions/outer }\n- run: 'echo "life: step"'`,
      {
        files: {
          ...LIFE,
          'actions/outer/action.yml': composite('- { uses: $/actions/life, with: { who: inner } }'),
        },
      },
    );
    expect(said('life')).toEqual(['pre inner ', 'main inner pre', 'step', 'post inner main']);
    expect([names[0], names.at(-1)]).toEqual(['Pre Around', 'Post Around']);
  });

  it.each([
    [
      '$/actions/none',
      /^Can't find 'action\.yml', 'action\.yaml' or 'Dockerfile' for action 'acme\/shop\/actions\/none@[0-9a-f]{40}'\.$/,
    ],
    ['acme/shop/actions/c@none', /^Unable to resolve action `acme\/shop@none`, unable to find version `none`$/],
    [
      '$/actions/bad',
      /action\.yml \(Line: 1, Col: 1\): There's not enough info to determine what you meant|Required property/,
    ],
  ])('a job that uses %s does not get to its first step', async (uses, sentence) => {
    const { ends, messages, record } = await runSteps(world, `- { if: always(), run: echo }\n- uses: ${uses}`, {
      files: {
        'actions/c/action.yml': composite(say('x')),
        'actions/bad/action.yml': 'runs: { using: composite, steps: [{ run: x }] }',
      },
    });
    expect(ends).toEqual([]);
    expect(record.result).toBe('failure');
    expect(messages.join('\n')).toMatch(sentence);
  });

  it('$/ takes no ref: the file is invalid, and so is an action that says it', async () => {
    const invalid = await world.run('on: push\njobs: { a: { runs-on: x, steps: [{ uses: $/actions/c@v1 }] } }');
    expect(invalid.jobs).toEqual([]);
    expect(invalid.problems?.join()).toContain("'$/actions/c@v1' must not include a ref");
    const { ends, messages } = await runSteps(world, '- uses: $/actions/outer', {
      files: { 'actions/outer/action.yml': composite('- uses: $/actions/c@v1') },
    });
    expect(ends).toEqual([]);
    expect(messages.join('\n')).toContain("'$/actions/c@v1' must not include a ref");
  });

  it('nine composite actions may nest, and one more may not', async () => {
    const chain = (count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, index) => [
          `deep/${index}/action.yml`,
          composite(index + 1 < count ? `- uses: $/deep/${index + 1}` : say('deepest: ran')),
        ]),
      );
    const fine = await runSteps(world, '- uses: $/deep/0', { files: chain(9) });
    expect(fine.said('deepest')).toEqual(['ran']);
    const tooDeep = await runSteps(world, '- uses: $/deep/0', { files: chain(10) });
    expect(tooDeep.messages).toEqual(['Composite action depth exceeded max depth 9']);
  });

  it('a called workflow finds the actions of its own repository', async () => {
    const result = await world.run('on: push\njobs:\n  a:\n    uses: ./.github/workflows/called.yml\n', {
      'actions/c/action.yml': composite('- { shell: bash, run: exit 0 }'),
      '.github/workflows/called.yml':
        'on: workflow_call\njobs:\n  b:\n    runs-on: x\n    steps:\n      - uses: $/actions/c\n',
    });
    expect(jobOf(result, 'a / b').result).toBe('success');
  });
});
