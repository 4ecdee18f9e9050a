import { describe, expect, it } from '@jest/globals';
import type { Visibility } from '../../../../rehearsal/github/model.ts';
import { type TestWorld, testWorld } from './world.ts';

const PATH = '.github/workflows/w.yml';
const both = 'on: [pull_request, pull_request_target]\njobs: { a: { runs-on: x, steps: [{ run: "true" }] } }';

async function opened(world: TestWorld) {
  const { after: baseSha } = await world.commit({ [PATH]: both });
  const { after: headSha } = await world.commit({ 'a.txt': '1' }, 'topic');
  const sides = { base: 'main', head: 'topic', baseSha, headSha, mergeSha: headSha };
  const event = { kind: 'pull_request', action: 'opened', number: 7, title: 'T', actor: 'mina', ...sides } as const;
  return (await world.trigger(event)).map(({ run, problems }) => [run.event, run.conclusion, problems]);
}

describe('events that a policy blocks', () => {
  it.each<[Visibility, unknown[]]>([
    [
      'public',
      [
        'failure',
        [`Event 'pull_request_target' is not allowed to trigger Actions workflows. Workflow file: '${PATH}'.`],
      ],
    ],
    ['private', ['success', []]],
  ])('are by default pull_request_target in a public repository: %s', async (visibility, expected) => {
    const world = await testWorld({}, { visibility });
    expect(await opened(world)).toEqual([
      ['pull_request', 'success', []],
      ['pull_request_target', ...expected],
    ]);
    await world.close();
  });

  it('are none where the repository has a policy that allows it', async () => {
    const world = await testWorld({}, { blockedEvents: [] });
    expect((await opened(world)).map(([, conclusion]) => conclusion)).toEqual(['success', 'success']);
    await world.close();
  });

  it('fail the run of a dispatch, which is not refused', async () => {
    const world = await testWorld({}, { blockedEvents: ['workflow_dispatch'] });
    await world.commit({ [PATH]: both.replace('[pull_request, pull_request_target]', 'workflow_dispatch') });
    const event = { kind: 'workflow_dispatch', workflow: 'w.yml', ref: 'refs/heads/main', inputs: {} } as const;
    const [result] = await world.trigger({ ...event, actor: 'mina' });
    expect(result?.problems).toEqual([
      `Event 'workflow_dispatch' is not allowed to trigger Actions workflows. Workflow file: '${PATH}'.`,
    ]);
    await world.close();
  });
});
