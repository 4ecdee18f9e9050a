import { beforeEach, describe, expect, it } from '@jest/globals';
import { ClusterEvidence } from '../../../../adapters/evidence/cluster-evidence.ts';
import { EvidencePlaces } from '../../../../adapters/evidence/evidence-places.ts';
import { digestOf } from '../../../../domain/digest.ts';
import { type Evidence, statementText } from '../../../../domain/evidence/statement.ts';
import { type Cluster, Refusal, seenOf } from '../../../../engine/rollout/cluster.ts';
import { createObjectStore } from '../../../../rehearsal/cluster/storage/store.ts';
import { createVirtualClock } from '../../../../rehearsal/cluster/virtual-clock.ts';
import { evidence, RELEASE } from '../../domain/evidence/evidence-of.ts';
import { MemoryEvidence } from '../../engine/evidence/memory-evidence.ts';
import { EmbeddedApi } from '../../engine/rollout/embedded-api.ts';

const PLACE = 'namespace:staging/api';
const MAP = { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'staging', name: 'sluice-evidence-api' };
const OTHER = { ...RELEASE, digest: digestOf('other') };

let cluster: Cluster;
let store: ClusterEvidence;
beforeEach(() => {
  const clock = createVirtualClock();
  const objects = createObjectStore({ clock });
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'staging' } };
  objects.create({ group: '', resource: 'namespaces' }, namespace);
  cluster = new EmbeddedApi(objects, clock, { log: () => undefined });
  store = new ClusterEvidence(cluster);
});
const text = (over: Partial<Evidence> = {}): string => statementText(evidence(over));
const ofRun = (id: number): string => text({ run: { id, attempt: 1, createdAt: '2026-03-01T00:00:00Z' } });
const statements = async (release = RELEASE.digest): Promise<readonly string[]> => {
  const all = await store.candidates(PLACE, release);
  const fetched = await Promise.all(all.map((each) => store.fetch(PLACE, each, release)));
  return fetched.map((each) => (each.ok ? each.statement : each.refusal.code)).sort();
};

describe('evidence in a cluster', () => {
  it('is nothing before something was said', async () => {
    expect(await statements()).toEqual([]);
  });

  it('is given back as it was said, each release its own, and the same again is once', async () => {
    const digest = await store.attach(PLACE, RELEASE, text());
    await store.attach(PLACE, OTHER, text({ release: OTHER }));
    expect(await store.attach(PLACE, RELEASE, text())).toBe(digest);
    await store.attach(PLACE, RELEASE, text({ said: 'withdrawn' }));
    expect(await statements()).toEqual([text(), text({ said: 'withdrawn' })].sort());
    expect(await statements(OTHER.digest)).toEqual([text({ release: OTHER })]);
  });

  it('is not about a release that it was not attached to, nor what its name does not say', async () => {
    const digest = await store.attach(PLACE, RELEASE, text());
    expect(await store.fetch(PLACE, digest, OTHER.digest)).toMatchObject({ refusal: { code: 'evidence-absent' } });
    const held = await cluster.get(MAP);
    const [key = ''] = Object.keys(Object(held)['data']);
    await cluster.patch(seenOf(held ?? never(), 'staging'), { data: { [key]: text({ tier: 'dev' }), 'x.y': 'z' } });
    expect(await statements()).toEqual(['other-artifact']);
  });

  it('loses nothing of two who write at once', async () => {
    await store.attach(PLACE, RELEASE, ofRun(1));
    let between = 3;
    const slow = new ClusterEvidence({
      get: (reference) => cluster.get(reference),
      apply: (object) => cluster.apply(object),
      patch: async (seen, change) => {
        between -= 1;
        if (between > 0) await store.attach(PLACE, RELEASE, ofRun(10 + between));
        return await cluster.patch(seen, change);
      },
    });
    await slow.attach(PLACE, RELEASE, ofRun(2));
    expect(await statements()).toEqual([ofRun(1), ofRun(2), ofRun(11), ofRun(12)].sort());
  });

  it('gives up where somebody else writes without end, and says so', async () => {
    const moved = new ClusterEvidence({
      ...{ get: (reference) => cluster.get(reference), apply: (object) => cluster.apply(object) },
      patch: () => Promise.reject(new Refusal(409, 'Conflict', 'moved')),
    });
    await expect(moved.attach(PLACE, RELEASE, text())).rejects.toThrow(
      'ConfigMap "sluice-evidence-api" of namespace "staging" was changed by somebody else 10 times',
    );
  });

  it('does not go on where the cluster says no', async () => {
    const forbidden = new ClusterEvidence({
      ...{ get: (reference) => cluster.get(reference), apply: (object) => cluster.apply(object) },
      patch: () => Promise.reject(new Refusal(403, 'Forbidden', 'no')),
    });
    await expect(forbidden.attach(PLACE, RELEASE, text())).rejects.toThrow('no');
  });

  it('keeps the newest 500', async () => {
    const first = await store.attach(PLACE, RELEASE, ofRun(1000));
    const hex = RELEASE.digest.slice('sha256:'.length);
    const data: Record<string, string> = { 'not.ours': 'x' };
    for (let id = 1; id < 499; id += 1) data[`${hex}.${digestOf(ofRun(id)).slice('sha256:'.length)}`] = ofRun(id);
    const full = await cluster.get(MAP);
    await cluster.patch(seenOf(full ?? never(), 'staging'), { data });
    await store.attach(PLACE, RELEASE, ofRun(1001));
    await store.attach(PLACE, RELEASE, ofRun(1002));
    const left = Object.keys(Object(await cluster.get(MAP))['data']);
    expect([left.length, left.includes('not.ours')]).toEqual([500, false]);
    const all = await statements();
    expect([ofRun(1), ofRun(2), ofRun(1000), ofRun(1001), ofRun(1002)].map((each) => all.includes(each))).toEqual([
      ...[false, true, true, true, true],
    ]);
    expect(await store.candidates(PLACE, RELEASE.digest)).toContain(first);
  });
});

describe('a place', () => {
  it('says whether it is in a cluster or in a registry, and whether it must be signed', async () => {
    const [registry, signed] = [new MemoryEvidence(), new MemoryEvidence()];
    const places = new EvidencePlaces(async () => store, registry, signed);
    await places.attach(PLACE, RELEASE, text());
    await places.attach('r.example/p/evidence-staging/api', RELEASE, ofRun(2));
    await places.attach('signed:70/r.example/p/evidence-staging/api', RELEASE, ofRun(3));
    expect([...signed.all.values()].map(({ statement }) => statement)).toEqual([ofRun(3)]);
    expect(await statements()).toEqual([text()]);
    expect([...registry.all.values()].map(({ statement }) => statement)).toEqual([ofRun(2)]);
    const [digest] = await places.candidates(PLACE, RELEASE.digest);
    expect(await places.fetch(PLACE, digest ?? never(), RELEASE.digest)).toEqual({ ok: true, statement: text() });
    await expect(store.candidates('namespace:staging', RELEASE.digest)).rejects.toThrow('is no place in a cluster');
  });
});

const never = (): never => {
  throw new Error('It is there.');
};
