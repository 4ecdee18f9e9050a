import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setEnvironment } from '../../../../rehearsal/github/state.ts';
import { changedFiles } from '../../../../rehearsal/workflow/changed-files.ts';
import { DispatchRefused } from '../../../../rehearsal/workflow/inputs.ts';
import { outputsOf, type TestWorld, testWorld } from './world.ts';

const job = 'jobs: { a: { runs-on: x, steps: [{ run: "true" }] } }';
const DISPATCH = `
on:
  workflow_dispatch:
    inputs:
      tier: { type: choice, options: [dev, production], required: true }
      dry: { type: boolean, default: true }
      count: { type: number, default: 3 }
      note: { type: string }
      where: { type: environment }
jobs:
  a:
    runs-on: x
    outputs:
      typed: \${{ toJSON(inputs) }}
      event: \${{ toJSON(github.event.inputs) }}
    steps: [{ run: "true" }]
`;

describe('events', () => {
  let world: TestWorld;
  const names = async (files: Record<string, string>, branch: string): Promise<readonly string[]> =>
    (await world.push(files, branch)).map(({ run }) => run.workflowPath.replace('.github/workflows/', ''));
  beforeAll(async () => {
    world = await testWorld();
    await world.commit({
      '.github/workflows/main.yml': `on: { push: { branches: [main] } }\n${job}`,
      '.github/workflows/feature.yml': `on: { push: { branches: ['feature/**', '!feature/old/**'] } }\n${job}`,
      '.github/workflows/docs.yml': `on: { push: { branches-ignore: [main], paths: ['docs/**', '!docs/draft/**'] } }\n${job}`,
      '.github/workflows/code.yml': `on: { push: { paths-ignore: ['**/*.md'] } }\n${job}`,
      '.github/workflows/tags.yml': `on: { push: { tags: ['v*'] } }\n${job}`,
      '.github/workflows/pull.yml': `on: pull_request\n${job}`,
      '.github/workflows/dispatch.yml': DISPATCH,
    });
  });
  afterAll(() => world.close());

  it('row 1: starts the workflows whose branch and path filters let a push in', async () => {
    expect(await names({ 'a.md': '1' }, 'main')).toEqual(['main.yml']);
    expect(await names({ 'docs/x/a.md': '1' }, 'feature/x')).toEqual(['docs.yml', 'feature.yml']);
    expect(await names({ 'docs/draft/a.md': '1' }, 'feature/x')).toEqual(['feature.yml']);
    expect(await names({ 'src/a.ts': '1' }, 'feature/old/x')).toEqual(['code.yml']);
  });

  it('row 1: a tag starts only workflows that filter tags, or nothing but paths', async () => {
    const after = (await world.git.resolve('main')) ?? '';
    const runs = await world.trigger({ kind: 'push', ref: 'refs/tags/v1', before: undefined, after, actor: 'mina' });
    expect(runs.map(({ run }) => run.workflowPath)).toEqual([
      '.github/workflows/code.yml',
      '.github/workflows/tags.yml',
    ]);
  });

  it('row 1: a pull request starts its workflows on the merge commit, and only for the default types', async () => {
    const baseSha = (await world.git.resolve('main')) ?? '';
    const { after } = await world.commit({ 'b.md': '1' }, 'topic');
    const event = { kind: 'pull_request', number: 7, title: 'T', base: 'main', head: 'topic', actor: 'mina' } as const;
    const shas = { baseSha, headSha: after, mergeSha: after };
    const [result] = await world.trigger({ ...event, ...shas, action: 'opened' });
    expect(result?.run).toMatchObject({ event: 'pull_request', headBranch: 'topic', conclusion: 'success' });
    expect(await world.trigger({ ...event, ...shas, action: 'labeled' })).toEqual([]);
  });

  it('row 1: a commit message with [skip ci] starts nothing', async () => {
    expect(await world.trigger(await world.commit({ 'c.md': '1' }, 'main', 'docs [skip ci]'))).toEqual([]);
  });

  const dispatch = (inputs: Record<string, string>) =>
    world.trigger({
      kind: 'workflow_dispatch',
      workflow: 'dispatch.yml',
      ref: 'refs/heads/main',
      inputs,
      actor: 'mina',
    });

  it('row 2: inputs of a dispatch are typed, texts in the event, with defaults in both', async () => {
    const [result] = await dispatch({ tier: 'dev', count: '5' });
    if (result === undefined) throw new Error('no run');
    const { typed = '', event = '' } = outputsOf(result, 'a');
    expect(JSON.parse(typed)).toEqual({ tier: 'dev', dry: true, count: 5, note: '', where: '' });
    expect(JSON.parse(event)).toEqual({ tier: 'dev', dry: 'true', count: '5', note: '', where: '' });
  });

  it.each([
    [{}, "Required input 'tier' not provided"],
    [{ tier: 'moon' }, "Provided value 'moon' for input 'tier' not in the list of allowed values"],
    [{ tier: 'dev', dry: 'maybe' }, "Provided value 'maybe' for input 'dry' not in the list of allowed values"],
    [{ tier: 'dev', dry: '' }, "Provided value '' for input 'dry' not in the list of allowed values"],
    [{ tier: 'dev', extra: '1' }, 'Unexpected inputs provided: ["extra"]'],
  ])('row 2: the dispatch %j is refused before a run is made', async (inputs, sentence) => {
    const before = world.repository.runs.length;
    await expect(dispatch(inputs as Record<string, string>)).rejects.toThrow(new DispatchRefused(sentence));
    expect(world.repository.runs).toHaveLength(before);
  });

  it.each([
    [{ count: 'five' }, '"five" for the number input "count" is not rehearsed; dispatch with a number.'],
    [
      { where: 'moon' },
      '"moon" for the environment input "where" is not rehearsed; dispatch with an environment that the repository has.',
    ],
  ])('row 2: the input %j is refused in our own words, as those of GitHub are not known', async (inputs, sentence) => {
    await expect(dispatch({ tier: 'dev', ...inputs } as Record<string, string>)).rejects.toThrow(sentence);
  });

  it('row 2: an environment is known by its name in any case', async () => {
    setEnvironment(world.repository, { name: 'dev' });
    await expect(dispatch({ tier: 'dev', count: '-0.5', where: 'Dev' })).resolves.toHaveLength(1);
  });

  it('row 1: paths of a new branch are those it has changed since it grew, paths of a pull request since it left its base', async () => {
    await world.commit({ 'src/other.ts': '1' });
    expect(await names({ 'docs/new.md': '1' }, 'grown')).toEqual(['docs.yml']);
    const left = (await world.git.resolve('main')) ?? '';
    const { after } = await world.commit({ 'docs/pull.md': '1' }, 'pulled');
    const { after: base } = await world.commit({ 'src/later.ts': '1' });
    const event = {
      kind: 'pull_request',
      action: 'opened',
      number: 1,
      title: '',
      base: 'main',
      head: 'pulled',
    } as const;
    const shas = { baseSha: base, headSha: after, mergeSha: after, actor: 'mina' };
    expect(await changedFiles(world.git, { ...event, ...shas })).toEqual(['docs/pull.md']);
    const first = { kind: 'push', ref: 'refs/heads/again', before: undefined, after: left, actor: 'mina' } as const;
    expect(await changedFiles(world.git, first)).toEqual([]);
  });

  it('row 29: a push by a job token starts nothing, a dispatch by one does', async () => {
    const push = await world.commit({ 'e.md': '1' });
    expect(await world.engine.trigger({ ...push, causedBy: 'job-token' })).toEqual([]);
    const bot = { actor: 'github-actions[bot]', ref: 'refs/heads/main', workflow: 'dispatch.yml' };
    expect(await world.engine.dispatch({ ...bot, inputs: { tier: 'dev' } })).toBeUndefined();
    const [run] = world.repository.runs.slice(-1);
    expect(run).toMatchObject({ event: 'workflow_dispatch', actor: 'github-actions[bot]' });
    const refusal = async (asked: object) => await world.engine.dispatch({ ...bot, inputs: {}, ...asked });
    expect(await refusal({ workflow: 'main.yml' })).toMatchObject({
      status: 422,
      message: "Workflow does not have 'workflow_dispatch' trigger",
    });
    expect(await refusal({ workflow: 'none.yml' })).toMatchObject({ status: 404, message: 'Not Found' });
    expect(await refusal({ ref: 'refs/heads/none' })).toMatchObject({ message: 'No ref found for: refs/heads/none' });
  });

  it('shows a file that GitHub would refuse as a failed run with its sentences', async () => {
    const runs = await world.push(
      { '.github/workflows/bad.yml': 'on: push\njobs:\n  a:\n    steps: []\n    colour: red\n' },
      'bad',
    );
    const bad = runs.find(({ run }) => run.workflowPath.endsWith('bad.yml'));
    expect(bad?.run.conclusion).toBe('failure');
    expect(bad?.problems.join()).toContain(".github/workflows/bad.yml (Line: 5, Col: 5): Unexpected value 'colour'");
  });
});
