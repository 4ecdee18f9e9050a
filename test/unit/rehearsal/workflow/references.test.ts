import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { workflowReference } from '../../../../rehearsal/workflow/workflow-reference.ts';
import { outputsOf, resultsOf, type TestWorld, testWorld } from './world.ts';

const INNER = '.github/workflows/inner.yml';
const JOB = 'jobs: { inner: { runs-on: x, steps: [{ run: "true" }] } }';
const calling = (uses: string, more = ''): string => `on: push\njobs:\n  call:\n    uses: ${uses}\n    ${more}\n`;

describe('what a job may call', () => {
  it.each([
    ['./.github/workflows/x.yml', { kind: 'here', path: '.github/workflows/x.yml' }],
    ['$/.github/workflows/x.yaml', { kind: 'here', path: '.github/workflows/x.yaml' }],
    [
      'o/r.x/.github/workflows/x.yml@release/1',
      { kind: 'elsewhere', repository: 'o/r.x', path: '.github/workflows/x.yml', ref: 'release/1' },
    ],
  ])('%s', (uses, expected) => {
    expect(workflowReference(uses)).toEqual(expected);
  });

  it.each([
    ['./.github/workflows/x.yml@v1', 'cannot specify version when calling local workflows'],
    ['$/.github/workflows/x.yml@v1', 'cannot specify version when calling self repository workflows'],
    ['./ci/x.yml', "local workflow references must be rooted in '.github/workflows'"],
    ['$/ci/x.yml', "self repository workflows must be rooted in '.github/workflows'"],
    [
      './.github/workflows/deep/x.yml',
      'workflows must be defined at the top level of the .github/workflows/ directory',
    ],
    ['./.github/workflows/x', "workflow file should have either a '.yml' or '.yaml' file extension"],
    ['./.github/workflows/.yml', 'invalid workflow file name'],
    ['o/r/.github/workflows/x.yml', 'no version specified'],
    ['o/r/.github/workflows/x.yml@', 'no version specified'],
    ['o/r/.github/workflows/x.yml@a@b', "too many '@' in workflow reference"],
    ['o/r/x.yml@v1', "references to workflows must be rooted in '.github/workflows'"],
    ['r/.github/workflows/x.yml@v1', "must be prefixed with format 'owner/repository/'"],
    ['o/r/.github/workflows/x.yml@v..1', "invalid character '..' in version"],
    ['o/r/.github/workflows/x.yml@/v1', "version cannot begin or end with a slash '/' or a dot '.'"],
    ['o/r/.github/workflows/x.yml@v1.lock', 'invalid version: v1.lock'],
    ['o/r/.github/workflows/x.yml@a b', 'version cannot have whitespace'],
  ])('is not %s', (uses, reason) => {
    const reference = workflowReference(uses);
    expect(reference.kind === 'wrong' ? reference.reason : '').toContain(reason);
  });
});

describe('a called workflow', () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await testWorld();
  });
  afterAll(() => world.close());
  /** The run of w.yml alone: a wrong file makes a failed run of its own. */
  const run = async (workflow: string, files = {}) => {
    const runs = await world.push({ ...files, '.github/workflows/w.yml': workflow });
    const [found] = runs.filter((one) => one.run.workflowPath === '.github/workflows/w.yml');
    if (found === undefined) throw new Error('w.yml was not started.');
    return found;
  };
  const inner = (on = 'on: workflow_call') => ({ [INNER]: `${on}\n${JOB}\n` });

  it('is found by $/ as by ./', async () => {
    const result = await run(calling(`$/${INNER}`), inner());
    expect(resultsOf(result)).toEqual({ 'call / inner': 'success' });
  });

  it('is refused with a version after $/, in the words of GitHub', async () => {
    const result = await run(calling(`$/${INNER}@main`), inner());
    expect(result.problems).toEqual([
      '.github/workflows/w.yml:4: invalid value workflow reference: cannot specify version when calling self repository workflows',
    ]);
  });

  it('of this repository at a branch is the one of that branch, and so is what it calls', async () => {
    const see = (word: string) =>
      `on: workflow_call\njobs: { seen: { runs-on: x, outputs: { word: ${word}, at: "\${{ job.workflow_ref }} \${{ job.workflow_sha }}" }, steps: [{ run: "true" }] } }\n`;
    const middle = `on: workflow_call\njobs: { middle: { uses: ./.github/workflows/word.yml } }\n`;
    await world.commit(
      { '.github/workflows/word.yml': see('old'), '.github/workflows/middle.yml': middle },
      'release/1',
    );
    const result = await run(
      calling('Acme/Shop/.github/workflows/middle.yml@release/1', 'permissions: { id-token: write }'),
      {
        '.github/workflows/word.yml': see('new'),
      },
    );
    expect(outputsOf(result, 'call / middle / seen')).toEqual({
      word: 'old',
      at: `acme/shop/.github/workflows/word.yml@refs/heads/release/1 ${await world.git.resolve('refs/heads/release/1')}`,
    });
    expect(world.identities.at(-1)).toMatchObject({
      job_workflow_ref: 'acme/shop/.github/workflows/word.yml@refs/heads/release/1',
      workflow_ref: 'acme/shop/.github/workflows/w.yml@refs/heads/main',
    });
  });

  it.each([
    ['./.github/workflows/none.yml', ' (source branch with sha:'],
    ['acme/shop/.github/workflows/inner.yml@none', ''],
    ['acme/shop/.github/workflows/none.yml@main', ' (source branch with sha:'],
  ])('that is not there fails the run before any job: %s', async (uses, source) => {
    const result = await run(calling(uses), inner());
    expect(result.jobs).toEqual([]);
    expect(result.problems.join()).toContain(
      `.github/workflows/w.yml:4: error parsing called workflow\n".github/workflows/w.yml"\n-> "${uses}"${source}`,
    );
    expect(result.problems.join()).toContain('\n: failed to fetch workflow: workflow was not found.');
  });

  it('of another repository is refused by our own name, with file and line', async () => {
    const event = await world.commit({ '.github/workflows/w.yml': calling('o/r/.github/workflows/x.yml@v1') });
    await expect(world.engine.trigger(event)).rejects.toThrow(
      '.github/workflows/w.yml:4: "o/r/.github/workflows/x.yml@v1", a workflow of another repository, is not rehearsed',
    );
  });

  it.each([
    ['on: [push]', 'workflow is not reusable as it is missing a `on.workflow_call` trigger'],
    [
      'on: { workflow_call: { secrets: { GITHUB_TOKEN: {} } } }',
      'workflow is invalid: secret name `GITHUB_TOKEN` within `workflow_call` can not be used since it would collide with system reserved name',
    ],
    ['on: workflow_call\ncolour: red', "(Line: 2, Col: 1): Unexpected value 'colour'"],
  ])('with "%s" is refused as a called one', async (on, reason) => {
    const result = await run(calling(`./${INNER}`), inner(on));
    expect(result.jobs).toEqual([]);
    expect(result.problems.join()).toMatch(/^\.github\/workflows\/w\.yml:4: error parsing called workflow\n/);
    expect(result.problems.join()).toContain(reason);
  });

  it('may be the tenth of a chain, and no more', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 10 }, (_, index) => [
        `.github/workflows/c${index}.yml`,
        `on: workflow_call\njobs: { c${index}: { uses: ./.github/workflows/c${index + 1}.yml } }\n`,
      ]),
    );
    const end = { '.github/workflows/c9.yml': `on: workflow_call\n${JOB}\n` };
    const right = await run(calling('./.github/workflows/c1.yml'), { ...files, ...end });
    expect(right.run.conclusion).toBe('success');
    const wrong = await run(calling('./.github/workflows/c0.yml'), { ...files, ...end });
    expect(wrong.problems.join()).toContain('---------> "./.github/workflows/c8.yml" (source branch with sha:');
    expect(wrong.problems.join()).toContain(
      ': job "c8" calls workflow "./.github/workflows/c9.yml", but doing so would exceed the limit on called workflow depth of 9',
    );
  });

  it('that calls itself is too deep', async () => {
    const result = await run(calling(`./${INNER}`), {
      [INNER]: `on: workflow_call\njobs: { again: { uses: ./${INNER} } }\n`,
    });
    expect(result.problems.join()).toContain('would exceed the limit on called workflow depth of 9');
  });
});
