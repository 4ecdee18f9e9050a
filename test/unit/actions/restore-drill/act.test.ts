import { describe, expect, it } from '@jest/globals';
import type { Invocation } from '../../../../actions/_shell/invocation.ts';
import { act, type World } from '../../../../actions/restore-drill/act.ts';
import type { restoreDrill } from '../../../../actions/restore-drill/contract.ts';
import { parseCommitSha } from '../../../../domain/commit.ts';
import type { DrillRecord } from '../../../../domain/restore-drill/drill-record.ts';
import { GAUGES, type Gauge } from '../../../../domain/restore-drill/gauge.ts';
import { COPY, copyOf, type Given, NOW, PLACE, SOURCE, stored, worldOf } from '../../engine/restore-drill/world.ts';

const INPUTS = {
  ...{
    phase: 'finish',
    project: 'p-platform',
    databases: `${SOURCE} ${PLACE}`,
    records: 'r.example/p/evidence/drills',
  },
  ...{ 'fresh-for': '36', 'ends-within': '4', 'access-token': 't', watched: '' },
};

/** One step, with what it wrote where. */
async function played(
  given: Given,
  inputs: Partial<typeof INPUTS> = {},
  bend: Partial<World['store']> = {},
  tell: (gauges: readonly Gauge[]) => void = () => {},
) {
  const outputs: Record<string, string> = {};
  const records: DrillRecord[] = [];
  const told: Gauge[] = [];
  let summary = '';
  const project = 'p-platform';
  const named = (name: string) => name.replace('projects/p/', `projects/${project}/`);
  const cloud = worldOf(given);
  const invocation: Invocation<typeof restoreDrill> = {
    inputs: { ...INPUTS, ...inputs },
    github: {
      ...{ repository: { owner: 'acme', name: 'platform' }, commit: parseCommitSha('a'.repeat(40)) },
      ...{ ref: 'refs/heads/main', eventName: 'schedule', event: {}, runId: 40, runAttempt: 2 },
      ...{ job: 'finish', actor: 'mina', apiUrl: '', serverUrl: '', workspace: '/', temporary: '/' },
    },
    log: { info: () => {}, debug: () => {}, group: () => {}, error: () => {}, warning: () => {} },
    signal: new AbortController().signal,
    output: (name, value) => {
      outputs[name] = value;
    },
    summary: (text) => {
      summary += text.toString();
    },
    save: () => {},
    saved: () => '',
  };
  const ending = await act(invocation, () => ({
    now: cloud.now,
    ages: {
      tell: async (gauges) => {
        tell(gauges);
        told.push(...gauges);
      },
    },
    records: {
      ...cloud.counts,
      add: async (record) => void records.push(record),
      lastGood: async () => records.findLast(({ outcome }) => outcome === 'good') && NOW - 172_800_000,
    },
    store: {
      ...cloud.store,
      databases: async () => (await cloud.store.databases()).map((each) => ({ ...each, name: named(each.name) })),
      backups: async (location) =>
        (await cloud.store.backups(location)).map((each) => ({ ...each, database: named(each.database) })),
      ...bend,
    },
  }));
  return { ending, outputs, records, summary, told, written: cloud.written };
}

describe('a drill as a step', () => {
  it('is green when the copy has what the database had, and keeps a record of it', async () => {
    const { ending, outputs, records, summary } = await played({});
    expect(ending).toEqual({ ok: true });
    expect(outputs).toEqual({
      outcome: 'good',
      sentence: `${SOURCE}: its newest backup was restored aside, and has what the database had.`,
    });
    expect(records).toEqual([
      {
        ...{
          schema: 'sluice.restore-drill/v1',
          project: 'p-platform',
          database: SOURCE,
          outcome: 'good',
          findings: [],
        },
        backup: { name: `projects/p/locations/${PLACE}/backups/b2`, snapshotAt: '2026-12-01T01:00:00.000Z' },
        counts: { total: 7, collections: { agents: 4, users: 2 } },
        at: '2026-12-01T09:00:00.000Z',
        run: { id: 40, attempt: 2 },
      },
    ]);
    expect(summary).toMatch(/^## Restore drill: good\n\nagents-production: its newest backup/);
    expect(summary).toContain('2 days ago');
  });

  it('is red when it has not, and says what in its first sentence', async () => {
    const { ending, outputs, records } = await played({ copy: { total: 0, collections: {} } });
    expect(ending).toMatchObject({ ok: false, title: 'Restore drill: bad' });
    expect(outputs['sentence']).toMatch(
      /^agents-production: restore-drill-20261201-agents-production was restored and holds nothing/,
    );
    expect(records.map(({ outcome, findings }) => [outcome, findings])).toEqual([['bad', ['empty-restore']]]);
  });

  it('is red and no record where nobody can tell, and the other database is drilled all the same', async () => {
    const { ending, records, outputs } = await played(
      {
        databases: [stored(SOURCE), copyOf(), stored('agents-staging', { location: 'eur3' })],
      },
      { databases: `agents-staging eur3\n${SOURCE} ${PLACE}` },
      { backups: undefined as never },
    );
    expect(ending).toMatchObject({ ok: false, title: 'Restore drill: unknown' });
    expect([outputs['outcome'], records]).toEqual(['unknown', []]);
    expect(outputs['sentence']).toMatch(/agents-staging: nobody can tell: .*agents-production: nobody can tell/);
  });

  it('is green and no proof while a restore goes on', async () => {
    const { ending, outputs, records } = await played({ restoring: { state: 'running', startedAt: NOW } });
    expect([ending, outputs['outcome'], records]).toEqual([{ ok: true }, 'waiting', []]);
  });

  it('tells of copies that no drill of these databases has made, and leaves them alone', async () => {
    const strays = ['restore-drill-x', 'restore-drill-20261201-sessions'];
    const { outputs, written } = await played({
      databases: [stored(SOURCE), copyOf(), ...strays.map((id) => stored(id))],
    });
    expect(outputs['outcome']).toBe('bad');
    for (const stray of strays) expect(outputs['sentence']).toContain(`${stray} is called like a drill`);
    expect(written).toEqual([`remove ${COPY}`]);
  });

  const PLACES = [
    { location: PLACE, cluster: 'one', namespace: 'production' },
    { location: 'eur3', cluster: 'two', namespace: 'production' },
  ];
  const watched = PLACES.map(({ location, cluster, namespace }) =>
    [SOURCE, location, cluster, namespace].join(' '),
  ).join('\n');
  const gauge = (metric: Gauge['metric'], time: string): readonly Gauge[] =>
    PLACES.map((place) => ({ metric, database: SOURCE, place, seconds: Date.parse(time) / 1000 }));

  it('tells when the newest backup was made and when a drill was good, in each cluster that watches', async () => {
    const { told, ending } = await played({}, { watched });
    expect(ending).toEqual({ ok: true });
    expect(told).toEqual(
      expect.arrayContaining([
        ...gauge(GAUGES.backup, '2026-12-01T01:00:00Z'),
        ...gauge(GAUGES.drill, '2026-11-29T09:00:00Z'),
      ]),
    );
    expect(told).toHaveLength(4);
  });

  it('tells of the backup and of no drill while none was good, as a run that starts does', async () => {
    const { told, records } = await played({ databases: [stored(SOURCE)] }, { watched, phase: 'start' });
    expect([records, told]).toEqual([[], gauge(GAUGES.backup, '2026-12-01T01:00:00Z')]);
  });

  it('tells of the newest backup also where nothing was restored that could be compared', async () => {
    const { told, outputs } = await played({ databases: [stored(SOURCE)] }, { watched });
    expect([outputs['outcome'], told]).toEqual(['bad', gauge(GAUGES.backup, '2026-12-01T01:00:00Z')]);
  });

  it('tells each namespace of a cluster that watches the same database', async () => {
    const { told } = await played({}, { watched: `${SOURCE} eur3 c one\n${SOURCE} eur3 c two` });
    expect(told.map(({ place }) => place.namespace)).toEqual(['one', 'one', 'two', 'two']);
  });

  it('tells nothing of a backup that there is not, and nothing at all where nobody can tell', async () => {
    expect((await played({ backups: [], databases: [stored(SOURCE)] }, { watched })).told).toEqual([]);
    const away = { backups: () => Promise.reject(new Error('away')) };
    expect((await played({}, { watched }, away)).told).toEqual([]);
  });

  it('is red where ages could not be told, because a drill that was good would be overdue all the same', async () => {
    const refused = () => {
      throw new Error('403.');
    };
    const { ending, outputs, records } = await played({}, { watched }, {}, refused);
    expect(ending).toEqual({
      ok: false,
      sentence: 'How old backups and drills are was told to nobody: 403.',
      title: 'Restore drill: ages are not told',
    });
    expect([outputs['outcome'], records.length]).toEqual(['good', 1]);
    const bad = await played({ copy: { total: 0, collections: {} } }, { watched }, {}, refused);
    expect(bad.ending).toMatchObject({
      title: 'Restore drill: bad',
      sentence: expect.stringMatching(/holds nothing.*403\.$/),
    });
  });

  it('asks no one who watches where nobody does', async () => {
    const { ending } = await played({}, {}, {}, () => {
      throw new Error('asked');
    });
    expect(ending).toEqual({ ok: true });
  });

  it.each<Partial<typeof INPUTS>>([
    { phase: 'begin' },
    { project: 'P' },
    { project: '../q' },
    { databases: '' },
    { databases: SOURCE },
    { databases: '(default) eur3' },
    { databases: `${COPY} eur3` },
    { databases: `${'a'.repeat(41)} eur3` },
    { databases: 'a/b eur3' },
    { records: 'nowhere' },
    { 'fresh-for': '0' },
    { 'fresh-for': '-1' },
    { 'ends-within': 'soon' },
    { watched: SOURCE },
    { watched: `${SOURCE} eur3 cluster` },
    { watched: `${SOURCE} eur3 cluster production more` },
    { watched: `${SOURCE} eur3 Cluster production` },
    { watched: 'agents-staging eur3 cluster staging' },
    { watched: `${SOURCE} eur3 c production\n${SOURCE} eur3  c  production` },
    { phase: 'finish\nstart' },
    { project: 'p-platform/databases/x' },
    { databases: `${SOURCE} ${PLACE} more` },
    { databases: `projects/p-platform/databases/${SOURCE} ${PLACE}` },
    { databases: `-agents ${PLACE}` },
    { databases: `${SOURCE} ../${PLACE}` },
    { databases: `restore-drill- ${PLACE}` },
    { 'fresh-for': 'NaN' },
    { 'fresh-for': '1e9' },
    { 'ends-within': 'Infinity' },
    { records: 'r.example/p/evidence:tag' },
  ])('asks nobody anything with %j', async (bent) => {
    await expect(played({}, bent, { databases: () => Promise.reject(new Error('asked')) })).rejects.toThrow(
      'The inputs',
    );
  });
});
