import { describe, expect, it } from '@jest/globals';
import { withoutPython } from '../../../../cli/rehearsal/delivery-here.ts';
import { parseCommitSha } from '../../../../domain/commit.ts';
import type { Delivery } from '../../../../domain/delivery.ts';
import { digestOf } from '../../../../domain/digest.ts';
import { atMost, type Waves, waves } from '../../../../domain/waves.ts';
import { platform } from '../../../../examples/ai-agent-platform/delivery.ts';
import { demoStory } from '../../../../rehearsal/story/demo.ts';
import type { Stage, StagedRecord } from '../../../../rehearsal/story/stage.ts';
import { type Act, type Audience, tell } from '../../../../rehearsal/story/story.ts';
import { deploymentTable } from '../../../../rehearsal/story/table.ts';

const NOBODY: Audience = { begins: () => undefined, ended: () => undefined };

/** A stage where everything goes as an act wants it, unless told otherwise. */
function stage(
  acts: readonly Act[],
  flaw: { readonly shows?: string; readonly noGate?: true; readonly healthy?: true } = {},
): Stage {
  const records: StagedRecord[] = [];
  let begun = 0;
  const next = async () => {
    const played = begun;
    begun += 1;
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
        seconds: 1.25,
        failure: ended === 'rolled-back' ? 'crash-loop' : undefined,
        approvedBy: tier === 'production' ? ['operator'] : [],
      });
    }
    return {
      ids: [played],
      conclusion: 'success',
      approvals: flaw.noGate ? [] : (act?.approvals ?? []),
      summaries: [],
      failures: [],
    };
  };
  return {
    push: next,
    merge: next,
    dispatch: next,
    records: () => records,
    visit: async (tier, service) =>
      flaw.shows ??
      acts
        .slice(0, begun)
        .flatMap(({ sight }) => sight)
        .findLast((sight) => sight.tier === tier && sight.service === service)?.shows ??
      '',
  };
}

const problems = async (flaw: Parameters<typeof stage>[1]): Promise<string[]> => {
  const acts = demoStory(platform);
  return (await tell(acts, stage(acts, flaw), NOBODY)).flatMap((scene) => scene.problems);
};

describe('the story', () => {
  it('is told to its end when everything goes as it must', async () => {
    const acts = demoStory(platform);
    const scenes = await tell(acts, stage(acts), NOBODY);
    expect(scenes.map((scene) => scene.problems)).toEqual(acts.map(() => []));
    const table = deploymentTable(
      scenes.flatMap(({ records }) => records),
      (_, text) => text,
    );
    expect(table).toMatch(/^production {2}dashboard {5}aaaaaaa {2}[0-9a-f]{12} {2}complete {9}1\.\d {2}operator$/m);
    expect(table).toMatch(/^dev {9}ai-agent-api {2}aaaaaaa {2}[0-9a-f]{12} {2}rolled-back {6}1\.\d {2}–$/m);
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

  it('is told in order, also where two acts are played at once', async () => {
    const acts = demoStory(platform);
    const told: string[] = [];
    await tell(acts, stage(acts), {
      begins: ({ branch }, number) => told.push(`${number} begins on ${branch}`),
      ended: ({ act, records }) => told.push(`${act.branch}: ${records.length}`),
    });
    expect(told.slice(2, 6)).toEqual([
      '2 begins on feature/flags',
      'feature/flags: 2',
      '3 begins on develop',
      'develop: 2',
    ]);
  });

  it('has no two acts on one branch or in one tier at the same time', () => {
    const acts = demoStory(platform);
    const together = acts.flatMap((act, index) => (act.meanwhile === true ? [[acts[index - 1], act] as const] : []));
    expect(together.length).toBeGreaterThan(0);
    for (const [one, other] of together) {
      expect(one?.branch).not.toBe(other.branch);
      const tiers = new Set(one?.expected.map(({ tier }) => tier));
      expect(other.expected.filter(({ tier }) => tiers.has(tier))).toEqual([]);
    }
  });

  it('stops after acts that were played at once when one of them went otherwise', async () => {
    const acts = demoStory(platform);
    expect(await tell(acts, stage(acts, { healthy: true }), NOBODY)).toHaveLength(3);
  });

  it('is told about the dashboard alone where there is no Python', async () => {
    const acts = demoStory(withoutPython(platform).delivery);
    const scenes = await tell(acts, stage(acts), NOBODY);
    expect(scenes.length).toBe(acts.length);
    expect(new Set(scenes.flatMap(({ records }) => records.map(({ service }) => service)))).toEqual(
      new Set(['dashboard']),
    );
  });

  it('wants a record of each cluster that a release reaches', () => {
    const [eu, us1, us2] = ['europe-west1', 'us-east1', 'us-west1'].map((location) => ({
      ...platform.cluster,
      location,
    }));
    if (eu === undefined || us1 === undefined || us2 === undefined) throw new Error('There are three places.');
    const inWaves = (clusters: Waves): Delivery => ({
      ...platform,
      tiers: platform.tiers.map((tier) => ({ ...tier, clusters })),
    });
    const counts = (delivery: Delivery): readonly number[] =>
      demoStory(delivery).map(({ expected }) => expected.length);
    expect(counts(platform)).toEqual([2, 2, 2, 2, 3, 1]);
    expect(counts(inWaves(waves([eu])))).toEqual([2, 2, 2, 2, 3, 1]);
    // What crashes everywhere is stopped by the first wave, or by the first cluster of it.
    expect(counts(inWaves(waves([eu, us1], [us2])))).toEqual([6, 5, 6, 6, 9, 3]);
    expect(counts(inWaves(atMost(1, waves([eu, us1], [us2]))))).toEqual([6, 4, 6, 6, 9, 3]);
  });

  it('shows the cluster of a deployment only where a tier has several', async () => {
    const acts = demoStory(platform).slice(0, 1);
    const [scene] = await tell(acts, stage(acts), NOBODY);
    const records = scene?.records ?? [];
    const table = (some: readonly StagedRecord[]): string => deploymentTable(some, (_, text) => text);
    expect(table(records)).not.toContain('cluster');
    const own = records.map((record, index) => (index === 0 ? { ...record, cluster: 'europe-west1/prod' } : record));
    expect(table(own).split('\n')[0]).toMatch(/^tier {2}cluster {12}service/);
    expect(table(own)).toMatch(/^dev {3}europe-west1\/prod {2}ai-agent-api/m);
    expect(table(own)).toMatch(/^dev {3}– {18}dashboard/m);
  });
});
