import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { WorkflowRun } from '../../../../rehearsal/github/model.ts';
import { outputsOf, type TestWorld, testWorld } from './world.ts';

const job = (step = 'true', outputs = '') =>
  `jobs: { a: { runs-on: x, outputs: { ${outputs} }, steps: [{ run: "${step}" }] } }`;
const following = (workflows: string, types = '[completed]', more = '') =>
  `on: { workflow_run: { workflows: ${workflows}, types: ${types}${more} } }`;
const SEEN = `seen: "\${{ github.event.action }} \${{ github.event.workflow_run.conclusion }} \${{ github.ref }} \${{ github.event.workflow_run.head_sha }}"`;

describe('runs that follow a run', () => {
  let world: TestWorld;
  beforeEach(async () => {
    world = await testWorld();
  });
  afterEach(() => world.close());

  /** Names of all runs that come of a push, level by level. */
  const levels = async (files: Record<string, string>, branch = 'main'): Promise<string[][]> => {
    const paths = Object.entries(files).map(([name, text]): [string, string] => [
      `.github/workflows/${name}.yml`,
      text,
    ]);
    let runs: readonly WorkflowRun[] = await world.engine.trigger(
      await world.commit(Object.fromEntries(paths), branch),
    );
    const found: string[][] = [];
    while (runs.length > 0) {
      found.push(runs.map(({ name }) => name).sort());
      runs = (await Promise.all(runs.map((run) => world.engine.followers(run)))).flat();
      await Promise.all(runs.map((run) => world.engine.finished(run)));
    }
    return found;
  };

  it('are those whose workflow names it, whatever its conclusion, on the default branch', async () => {
    const follower = `name: Report\n${following('[Build]')}\n${job('true', SEEN)}`;
    await levels({ report: follower });
    const main = await world.git.resolve('main');
    const build = `name: Build\non: push\n${job('false')}`;
    expect(await levels({ build, report: 'on: push\njobs: {}' }, 'topic')).toEqual([
      ['.github/workflows/report.yml', 'Build'],
      ['Report'],
    ]);
    const [run] = world.repository.runs.slice(-1);
    if (run === undefined) throw new Error('no run');
    expect(run).toMatchObject({ event: 'workflow_run', headBranch: 'main', headSha: main, actor: 'mina' });
    const topic = await world.git.resolve('topic');
    const { seen } = outputsOf(world.engine.result(run), 'a');
    expect(seen).toBe(`completed failure refs/heads/main ${topic}`);
  });

  it('are started when it is requested, when it begins and when it completes', async () => {
    const types = '[requested, in_progress, completed]';
    const files = {
      build: `name: Build\non: push\n${job()}`,
      all: `name: All\n${following('[Build]', types)}\n${job('true', SEEN)}`,
    };
    expect(await levels(files)).toEqual([['Build'], ['All', 'All', 'All']]);
    const seen = world.repository.runs.slice(1).map((run) => outputsOf(world.engine.result(run), 'a')['seen']);
    expect(seen.map((text) => text?.split(' refs')[0])).toEqual(['requested ', 'in_progress ', 'completed success']);
  });

  it('are told of the head of a pull request, whichever commit ran', async () => {
    world.repository.blockedEvents.clear();
    const shas = 'seen: "${{ github.event.workflow_run.head_sha }} ${{ github.event.workflow_run.head_commit.id }}"';
    const { after: baseSha } = await world.commit({
      '.github/workflows/build.yml': `name: Build\non: pull_request_target\n${job()}`,
      '.github/workflows/report.yml': `${following('[Build]')}\n${job('true', shas)}`,
    });
    const { after: headSha } = await world.commit({ a: '1' }, 'topic');
    const sides = { base: 'main', head: 'topic', baseSha, headSha, mergeSha: headSha };
    const event = { kind: 'pull_request', action: 'opened', number: 1, title: 'T', actor: 'mina', ...sides } as const;
    const [build] = await world.engine.trigger(event);
    const [report] = build === undefined ? [] : await world.engine.followers(build);
    if (report === undefined) throw new Error('no run');
    expect(outputsOf(await world.engine.finished(report), 'a')).toEqual({ seen: `${baseSha} ${headSha}` });
  });

  it('are chosen by patterns of names and by its branch', async () => {
    const files = {
      build: `name: Build one\non: push\n${job()}`,
      other: `name: Other\n${following('[Build]')}\n${job()}`,
      like: `name: Like\n${following("['Build *']")}\n${job()}`,
      main: `name: Main\n${following("['Build one']", '[completed]', ', branches: [main]')}\n${job()}`,
      rest: `name: Rest\n${following("['Build one']", '[completed]', ', branches-ignore: [main]')}\n${job()}`,
    };
    expect(await levels(files)).toEqual([['Build one'], ['Like', 'Main']]);
    expect(await levels({ build: files.build }, 'topic')).toEqual([['Build one'], ['Like', 'Rest']]);
  });

  it('end after three levels', async () => {
    const names = ['A', 'B', 'C', 'D', 'E', 'F'];
    const chained = names.map((name, index): [string, string] => [
      name.toLowerCase(),
      `name: ${name}\n${index === 0 ? 'on: push' : following(`[${names[index - 1]}]`)}\n${job()}`,
    ]);
    expect(await levels(Object.fromEntries(chained))).toEqual([['A'], ['B'], ['C'], ['D']]);
  });

  it('have full rights after a pull request of a fork, and learn whose it was', async () => {
    world.repository.secrets.set('KEY', 'hidden');
    const fork = `fork: "\${{ github.event.workflow_run.head_repository.full_name }} \${{ secrets.KEY && 1 }}"`;
    await world.commit({
      '.github/workflows/pull.yml': `name: Pull\non: pull_request\n${job()}`,
      '.github/workflows/after.yml': `name: After\n${following('[Pull]')}\npermissions: write-all\n${job('true', fork)}`,
    });
    const sha = (await world.git.resolve('main')) ?? '';
    const shas = { baseSha: sha, headSha: sha, mergeSha: sha };
    const sides = { base: 'main', head: 'topic', headRepository: 'eve/shop', actor: 'eve', number: 1, title: '' };
    const [run] = await world.engine.trigger({ kind: 'pull_request', action: 'opened', ...sides, ...shas });
    if (run === undefined) throw new Error('no run');
    const [follower] = await world.engine.followers(run);
    if (follower === undefined) throw new Error('no follower');
    const result = await world.engine.finished(follower);
    expect(outputsOf(result, 'a')).toEqual({ fork: 'eve/shop 1' });
    expect(result.jobs[0]?.permissions).toMatchObject({ contents: 'write' });
  });

  it('that use what is not rehearsed keep everything from starting', async () => {
    const strange = `name: After\n${following('[Build]')}\njobs: { a: { runs-on: x, container: node, steps: [{ run: "true" }] } }`;
    const event = await world.commit({
      '.github/workflows/build.yml': `name: Build\non: push\n${job()}`,
      '.github/workflows/after.yml': strange,
    });
    await expect(world.engine.trigger(event)).rejects.toThrow('"container" of a job is not rehearsed');
    // It is the file of the default branch that follows, whatever another branch says.
    const other = await world.commit({ '.github/workflows/after.yml': undefined }, 'topic');
    await expect(world.engine.trigger(other)).rejects.toThrow('after.yml:3: "container" of a job is not rehearsed');
    expect(world.repository.runs).toEqual([]);
  });
});
