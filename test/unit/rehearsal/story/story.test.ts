import { describe, expect, it } from '@jest/globals';
import { parseCommitSha } from '../../../../domain/commit.ts';
import { digestOf } from '../../../../domain/digest.ts';
import type { DeploymentRecord } from '../../../../domain/record.ts';
import { demoStory } from '../../../../rehearsal/story/demo.ts';
import type { Stage } from '../../../../rehearsal/story/stage.ts';
import { type Act, tell } from '../../../../rehearsal/story/story.ts';
import { deploymentTable } from '../../../../rehearsal/story/table.ts';

const SERVICES = ['ai-agent-api', 'dashboard'];

/** A stage where everything goes as an act wants it, unless told otherwise. */
function stage(
  acts: readonly Act[],
  flaw: { readonly shows?: string; readonly noGate?: true; readonly healthy?: true } = {},
): Stage {
  const records: DeploymentRecord[] = [];
  let played = -1;
  const next = async () => {
    played += 1;
    const act = acts[played];
    for (const { service, tier, outcome } of act?.expected ?? []) {
      const ended = flaw.healthy ? 'complete' : outcome;
      records.push({
        schema: 'sluice.record/v1',
        kind: 'rollout',
        service,
        tier,
        release: { repository: 'r/p/a', digest: digestOf(`${played}`) },
        commit: parseCommitSha('a'.repeat(40)),
        run: { id: played, attempt: 1, createdAt: '2026-01-01T00:00:00Z' },
        actor: 'ada',
        id: records.length + 1,
        createdAt: '2026-01-01T00:00:00Z',
        state: { phase: 'ended', outcome: ended, sentence: 'container exits with exit code 1' },
      });
    }
    return { conclusion: 'success', approvals: flaw.noGate ? [] : (act?.approvals ?? []), summaries: [] };
  };
  return {
    push: next,
    merge: next,
    dispatch: next,
    records: () => records,
    visit: async () => flaw.shows ?? acts[played]?.sight.map(({ shows }) => shows).join() ?? '',
  };
}

const problems = async (flaw: Parameters<typeof stage>[1]): Promise<string[]> => {
  const acts = demoStory(SERVICES);
  return (await tell(acts, stage(acts, flaw), () => undefined)).flatMap((scene) => scene.problems);
};

describe('the story', () => {
  it('is told to its end when everything goes as it must', async () => {
    const acts = demoStory(SERVICES);
    const scenes = await tell(acts, stage(acts), () => undefined);
    expect(scenes.map((scene) => scene.problems)).toEqual(acts.map(() => []));
    expect(deploymentTable(scenes, () => 1)).toContain('production  dashboard     aaaaaaa');
  });

  it('fails when other bytes run than were deployed', async () => {
    expect(await problems({ shows: 'Agents of last year' })).toEqual([
      expect.stringContaining('other bytes run than were deployed'),
    ]);
  });

  it('fails when the gate is removed', async () => {
    expect(await problems({ noGate: true })).toEqual([expect.stringContaining('wanted [production-approval]')]);
  });

  it('fails when the bad commit is made good', async () => {
    expect(await problems({ healthy: true })).toEqual(['ai-agent-api in dev: wanted rolled-back, found complete.']);
  });

  it('is told about the dashboard alone where there is no Python', async () => {
    const acts = demoStory(['dashboard']);
    const scenes = await tell(acts, stage(acts), () => undefined);
    expect(scenes.length).toBe(acts.length);
    expect(new Set(scenes.flatMap(({ records }) => records.map(({ service }) => service)))).toEqual(
      new Set(['dashboard']),
    );
  });
});
