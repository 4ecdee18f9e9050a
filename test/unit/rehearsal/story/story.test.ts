import { describe, expect, it } from '@jest/globals';
import { withoutPython } from '../../../../cli/rehearsal/delivery-here.ts';
import type { Delivery } from '../../../../domain/delivery.ts';
import { atMost, type Waves, waves } from '../../../../domain/waves.ts';
import { MAIN_STORY, STORIES } from '../../../../rehearsal/stories/stories.ts';
import { checkedLine } from '../../../../rehearsal/story/checked-line.ts';
import type { SeenRecord } from '../../../../rehearsal/story/seen.ts';
import { deploymentTable } from '../../../../rehearsal/story/table.ts';
import { type Scene, tell } from '../../../../rehearsal/story/tell.ts';
import { backedUp } from '../../../fixtures/backed-up.ts';
import { platform } from '../../../fixtures/platform.ts';
import { withFolder } from '../../../with-folder.ts';
import { fakeStage, type Shown } from './fake-stage.ts';

const DEMO = await withFolder(platform);

const ACTS = MAIN_STORY.acts(DEMO);

const told = (bend?: (shown: Shown, act: number) => Shown): Promise<readonly Scene[]> =>
  tell(ACTS, fakeStage(ACTS, bend), platform);

const plain = (records: readonly SeenRecord[]): string => deploymentTable(records, (_, text) => text);

/** The second act ends green. */
const healthy = (shown: Shown, act: number): Shown =>
  act === 1 ? { ...shown, runs: shown.runs.map((run) => ({ ...run, conclusion: 'success' })) } : shown;

describe('the main story', () => {
  it('is told to its end when everything goes as it must', async () => {
    const scenes = await told();
    expect(scenes.map(({ problems }) => problems)).toEqual(ACTS.map(() => []));
    const table = plain(scenes.flatMap(({ records }) => records));
    expect(table).toMatch(/^production {2}dashboard {5}aaaaaaa {2}[0-9a-f]{12} {2}complete {9}1\.\d {2}operator$/m);
    expect(table).toMatch(/^dev {9}ai-agent-api {2}aaaaaaa {2}[0-9a-f]{12} {2}rolled-back {6}1\.\d {2}–$/m);
  });

  it('says of each act what was checked', async () => {
    const lines = (await told()).map(checkedLine);
    expect(lines[0]).toBe('checked: 1 run, 12 jobs, order, tokens, 33 steps, 2 records, 8 pages');
    expect(lines[3]).toMatch(
      /^checked: 1 run, 23 jobs, order, tokens, \d\d steps, 2 records, 8 pages, approved by operator$/,
    );
  });

  it('is told in order, also where two acts are played at once', async () => {
    const heard: string[] = [];
    await tell(ACTS, fakeStage(ACTS), platform, {
      begins: ({ branch }, number) => heard.push(`${number} begins on ${branch}`),
      ended: ({ act, records }) => heard.push(`${act.branch}: ${records.length}`),
    });
    expect(heard.slice(2, 6)).toEqual([
      '2 begins on feature/flags',
      'feature/flags: 2',
      '3 begins on develop',
      'develop: 2',
    ]);
  });

  it('stops after acts that were played at once when one of them went otherwise', async () => {
    expect(await told(healthy)).toHaveLength(3);
  });

  it('is told about the dashboard alone where there is no Python', async () => {
    const { delivery } = withoutPython(platform);
    const acts = MAIN_STORY.acts(delivery);
    const scenes = await tell(acts, fakeStage(acts), delivery);
    expect(scenes.flatMap(({ problems }) => problems)).toEqual([]);
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
      MAIN_STORY.acts(delivery).map(({ states }) => states.records.length);
    expect(counts(platform)).toEqual([2, 2, 2, 2, 3, 1, 1]);
    expect(counts(inWaves(waves([eu])))).toEqual([2, 2, 2, 2, 3, 1, 1]);
    // What crashes everywhere is stopped by the first wave, or by the first cluster of it.
    expect(counts(inWaves(waves([eu, us1], [us2])))).toEqual([6, 5, 6, 6, 9, 3, 3]);
    expect(counts(inWaves(atMost(1, waves([eu, us1], [us2]))))).toEqual([6, 4, 6, 6, 9, 3, 3]);
  });

  it('shows the cluster of a deployment only where a tier has several', async () => {
    const [scene] = await told();
    const records = scene?.records ?? [];
    expect(plain(records)).not.toContain('cluster');
    const own = records.map((record, index) => (index === 0 ? { ...record, cluster: 'europe-west1/prod' } : record));
    expect(plain(own).split('\n')[0]).toMatch(/^tier {2}cluster {12}service/);
    expect(plain(own)).toMatch(/^dev {3}europe-west1\/prod {2}ai-agent-api/m);
    expect(plain(own)).toMatch(/^dev {3}– {18}dashboard/m);
  });
});

describe('every story', () => {
  const small = withoutPython(backedUp).delivery;
  it('has a name of its own, in order, and one line', () => {
    const names = STORIES.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)].sort());
    for (const { name, line } of STORIES) {
      expect(name).toMatch(/^[a-z][a-z-]*$/);
      expect(line).toMatch(/^[A-Z][^\n]{10,99}\.$/);
    }
  });

  it.each(STORIES)('$name has no two acts on one branch or in one tier at the same time', ({ acts }) => {
    for (const delivery of [backedUp, small]) {
      const all = acts(delivery);
      const together = all.flatMap((act, index) => (act.meanwhile === true ? [[all[index - 1], act] as const] : []));
      for (const [one, other] of together) {
        expect(one?.branch).not.toBe(other.branch);
        const tiers = new Set(one?.states.records.map(({ tier }) => tier));
        expect(other.states.records.filter(({ tier }) => tiers.has(tier))).toEqual([]);
      }
    }
  });
});
