import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { limitOf } from '../../../../catalogue/github-limits.ts';
import { git } from '../../../../rehearsal/github/git-command.ts';
import { changedFiles } from '../../../../rehearsal/workflow/changed-files.ts';
import { parse } from '../../../../rehearsal/workflow/parse.ts';
import { InvalidWorkflow } from '../../../../rehearsal/workflow/problems.ts';
import { type TestWorld, testWorld } from './world.ts';

const PATH = '.github/workflows/w.yml';
const STEP = '{ runs-on: x, steps: [{ run: "true" }] }';
const JOBS = `jobs: { a: ${STEP} }`;

describe('a file that GitHub does not start', () => {
  const problems = (content: string): Promise<readonly string[]> =>
    parse(PATH, content).then(
      () => [],
      (error: unknown) => {
        if (error instanceof InvalidWorkflow) return error.problems;
        throw error;
      },
    );

  it.each(['branches', 'tags', 'paths'])('has %s and the same to ignore in one event', async (key) => {
    const on = (event: string) =>
      `on: { push: { ${key}: [a] }, ${event}: { ${key}: [a], ${key}-ignore: [b] } }\n${JOBS}`;
    expect(await problems(`on: { push: { ${key}: [a], ${key}-ignore: [b] } }\n${JOBS}`)).toEqual([
      `${PATH}: you may only define one of \`${key}\` and \`${key}-ignore\` for a single event`,
    ]);
    if (key !== 'tags') expect(await problems(on('pull_request'))).toHaveLength(1);
    expect(await problems(`on: { push: { ${key}: [a] }, pull_request: { branches-ignore: [b] } }\n${JOBS}`)).toEqual(
      [],
    );
  });

  it('has more than 25 inputs of a dispatch', async () => {
    const inputs = (count: number) => Array.from({ length: count }, (_, index) => `i${index}: {}`).join(', ');
    const file = (count: number) => `on: { workflow_dispatch: { inputs: { ${inputs(count)} } } }\n${JOBS}`;
    expect(await problems(file(25))).toEqual([]);
    expect(await problems(file(26))).toEqual([
      `${PATH}: you may only define up to 25 \`inputs\` for a \`workflow_dispatch\` event`,
    ]);
    const called = `on: { workflow_call: { inputs: { ${inputs(26).replaceAll('{}', '{ type: string }')} } } }\n${JOBS}`;
    expect(await problems(called)).toEqual([]);
  });

  it('follows no workflow, or itself', async () => {
    const none = expect.stringContaining('`on.workflow_run` does not reference any workflows.');
    expect(await problems(`on: workflow_run\n${JOBS}`)).toEqual([none]);
    expect(await problems(`on: [push, workflow_run]\n${JOBS}`)).toEqual([none]);
    expect(await problems(`on: { workflow_run: { types: [completed] } }\n${JOBS}`)).toEqual([none]);
    const self = `name: Build\non: { workflow_run: { workflows: [Test, build] } }\n${JOBS}`;
    expect(await problems(self)).toEqual([`${PATH}: Workflow 'Build' cannot listen to itself`]);
  });

  it('is larger than 512,000 bytes', async () => {
    const start = `on: push\n${JOBS}\n# `;
    const filled = (size: number) => start + 'x'.repeat(size - start.length);
    expect(await problems(filled(512_000))).toEqual([]);
    expect(await problems(filled(512_001))).toEqual([
      `${PATH}: Workflow file exceeds the maximum allowed size of 500 KB.`,
    ]);
    expect(await problems(`${filled(511_990)}ééééé1`)).toHaveLength(1);
  });

  it('has an expression of more than 21,000 characters, the text around it included', async () => {
    const long = 'x'.repeat(20_950);
    const file = (run: string) => `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: ${run}\n`;
    const exceeded = [`${PATH} (Line: 6, Col: 14): Exceeded max expression length 21000`];
    expect(await problems(file(`${long}${long}`))).toEqual([]);
    expect(await problems(file(`${long} \${{ github.ref }}`))).toEqual([]);
    expect(await problems(file(`${long}${'y'.repeat(60)} \${{ github.ref }}`))).toEqual(exceeded);
    expect(await problems(file(`\${{ '${long}${'y'.repeat(60)}' }}`))).toEqual(exceeded);
  });

  it('has a pattern that cannot be read: that is said in our own name, because the words are not known', async () => {
    await expect(problems(`on: { push: { branches: [main, C++] } }\n${JOBS}`)).rejects.toThrow(
      `${PATH}:1: the pattern "C++" in "branches" of push is not rehearsed; GitHub cannot read it`,
    );
    await expect(problems(`on: { workflow_run: { workflows: [C++] } }\n${JOBS}`)).rejects.toThrow('of workflow_run');
  });
});

describe('limits of events', () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await testWorld();
  });
  afterAll(() => world.close());

  it('a workflow with more than 50 called ones fails before any job', async () => {
    const called = (count: number) =>
      Array.from({ length: count }, (_, index) => `  j${index}: { uses: ./.github/workflows/c${index}.yml }\n`).join(
        '',
      );
    const files = Array.from({ length: 51 }, (_, index): [string, string] => [
      `.github/workflows/c${index}.yml`,
      `on: workflow_call\njobs: { a: { if: false, runs-on: x, steps: [{ run: "true" }] } }`,
    ]);
    const result = await world.run(`on: push\njobs:\n${called(50)}`, Object.fromEntries(files));
    expect(result.problems).toEqual([]);
    const refused = await world.run(`on: push\njobs:\n${called(51)}`);
    expect(refused.problems).toEqual([`${PATH}:53: too many workflows are referenced, total: 51, limit: 50`]);
    expect(refused.jobs).toEqual([]);
  });

  it('workflows are called ten levels deep at most, the first one included', async () => {
    const file = (index: number) => `.github/workflows/l${index}.yml`;
    const level = (index: number): [string, string] => [
      file(index),
      `on: workflow_call\njobs: { next: { if: false, uses: ./${file(index + 1)} } }`,
    ]; // Called ones are read even where they are skipped.
    const last = 'on: workflow_call\njobs: { a: { if: false, runs-on: x, steps: [{ run: "true" }] } }';
    const first = (index: number) => `on: push\njobs: { next: { uses: ./${file(index)} } }`;
    const files = Object.fromEntries([...Array.from({ length: 10 }, (_, index) => level(index)), [file(10), last]]);
    expect((await world.run(first(2), files)).problems).toEqual([]);
    expect((await world.run(first(1))).problems[0]).toMatch(/would exceed the limit on called workflow depth of 9$/);
  });

  it('paths are the first 300 of a diff, and none is asked for after more than 1,000 commits', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 301 }, (_, index) => [`p/${String(index).padStart(3, '0')}`, '1']),
    );
    const push = await world.commit(many);
    const paths = await changedFiles(world.git, push);
    expect([paths?.length, paths?.at(-1)]).toEqual([limitOf('diff-files'), 'p/299']);
    const run = async (path: string) => {
      const workflow = `on: { push: { paths: [${path}] } }\n${JOBS}`;
      const { before } = await world.commit({ [PATH]: workflow });
      const next = await world.commit(Object.fromEntries(Object.keys(many).map((name) => [name, path])));
      return (await world.trigger({ ...next, before: before ?? '' })).length;
    };
    // The workflow file itself comes before them.
    expect(await run('p/298')).toBe(1);
    expect(await run('p/300')).toBe(0);
  });

  it.each([
    ['a branch that was there', (base: string) => base],
    ['a new branch', () => undefined],
  ])('a push of more than 1,000 commits to %s is let in by every filter on paths', async (_, had) => {
    const { after: base } = await world.commit({ [PATH]: `on: { push: { paths: [nowhere] } }\n${JOBS}` });
    const push = async (count: number) => {
      const branch = `long/${count}/${had(base) === undefined}`;
      const commit = `commit refs/heads/${branch}\ncommitter M <m@example.com> 1772323200 +0000\ndata 5\n${count}${had(base) === undefined ? 1 : 0}\n`;
      const input = `${commit}from ${base}\n\n${`${commit}\n`.repeat(count - 1)}`;
      await git([`--git-dir=${world.git.directory}`, 'fast-import', '--quiet', '--force'], { input });
      const after = (await world.git.resolve(branch)) ?? '';
      return { kind: 'push', ref: `refs/heads/${branch}`, before: had(base), after, actor: 'mina' } as const;
    };
    const [most, more] = [await push(1000), await push(1001)];
    expect(await changedFiles(world.git, most)).toEqual([]);
    expect(await changedFiles(world.git, more)).toBeUndefined();
    expect([await world.trigger(most), await world.trigger(more)].map((runs) => runs.length)).toEqual([0, 1]);
  });

  it('an input of a dispatch, with all others, has 65,535 characters at most', async () => {
    await world.commit({ [PATH]: `on: { workflow_dispatch: { inputs: { a: {} } } }\n${JOBS}` });
    const dispatch = (value: string) =>
      world.engine.dispatch({ workflow: 'w.yml', ref: 'refs/heads/main', inputs: { a: value }, actor: 'mina' });
    // {"a":"…"} is 8 characters longer.
    expect(await dispatch('é'.repeat(65_527))).toBeUndefined();
    expect(await dispatch('x'.repeat(65_528))).toMatchObject({ status: 422, message: 'inputs are too large.' });
  });

  it('a dispatch of a file that cannot be read is refused, and makes no run', async () => {
    await world.commit({ [PATH]: 'on: workflow_dispatch\njobs: { a: { colour: red } }' });
    const runs = world.repository.runs.length;
    const ref = 'refs/heads/main';
    expect(await world.engine.dispatch({ workflow: 'w.yml', ref, inputs: {}, actor: 'mina' })).toMatchObject({
      message: expect.stringMatching(/^Invalid Argument - failed to parse workflow: .*Unexpected value 'colour'/),
    });
    expect(world.repository.runs).toHaveLength(runs);
  });

  it('a dispatch needs the file on the default branch and at its ref', async () => {
    const file = `on: workflow_dispatch\n${JOBS}`;
    await world.commit({ '.github/workflows/only.yml': file }, 'topic');
    await world.commit({ '.github/workflows/main.yml': file });
    await world.commit({ '.github/workflows/main.yml': undefined }, 'topic');
    const asked = (workflow: string, branch: string) =>
      world.engine.dispatch({ workflow, ref: `refs/heads/${branch}`, inputs: {}, actor: 'mina' });
    expect(await asked('only.yml', 'topic')).toMatchObject({ status: 404, message: 'Not Found' });
    expect(await asked('main.yml', 'topic')).toMatchObject({
      status: 422,
      message: 'Workflow does not exist or does not have a workflow_dispatch trigger in this branch.',
    });
    expect(await asked('main.yml', 'main')).toBeUndefined();
  });
});
