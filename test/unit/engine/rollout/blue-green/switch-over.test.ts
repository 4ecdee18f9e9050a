import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { seconds } from '../../../../../domain/seconds.ts';
import { blueGreen, canary, rolling, type Strategy } from '../../../../../domain/strategy.ts';
import { rollBack } from '../../../../../engine/rollback/roll-back.ts';
import { Refusal } from '../../../../../engine/rollout/cluster.ts';
import { selectorOf } from '../../../../../engine/rollout/exposed-workload.ts';
import type { SwitchCheck } from '../../../../../engine/rollout/request.ts';
import { operationOf } from '../../../../../engine/rollout/state/operation.ts';
import { image } from '../delivery-room.ts';
import { deployable, EmbeddedRoom } from '../embedded-room.ts';
import { invariants } from './invariants.ts';

const NAMES = ['good-1', 'good-2', 'crash-2', 'sours-2', 'good-3', 'unready-3'];
const quick = blueGreen({ bake: seconds(60), scaleDownDelay: seconds(20) });

async function roomWithFirst(strategy: Strategy = quick): Promise<EmbeddedRoom> {
  const room = new EmbeddedRoom(NAMES);
  room.strategy = strategy;
  expect(await room.rollOut('good-1')).toMatchObject({ outcome: 'complete' });
  room.strategy = quick;
  return room;
}

const copies = async (room: EmbeddedRoom) =>
  Object.fromEntries(
    (await room.list('Deployment')).map(({ metadata, spec }) => [
      metadata.name,
      (spec as { replicas: number }).replicas,
    ]),
  );
const colour = async (room: EmbeddedRoom) => selectorOf(await room.get('Service', 'api'));
const phase = async (room: EmbeddedRoom) => operationOf(await room.get('Service', 'api'))?.phase;

describe('a good release by blue-green', () => {
  it('gets the traffic in one write, and the old copy is scaled down and kept after the bake and the delay', async () => {
    const room = await roomWithFirst();
    const held = invariants(room, 2);
    await held.start();
    const run = room.start(room.request('good-2'));
    await room.pass(60_000);
    expect(await copies(room)).toEqual({ 'api-blue': 2, 'api-green': 2 });
    expect(await room.until(run.ended)).toMatchObject({
      outcome: 'complete',
      image: image('good-2'),
      secondsToVerdict: 90,
    });
    expect(await copies(room)).toEqual({ 'api-blue': 0, 'api-green': 2 });
    expect(await colour(room)).toEqual({ app: 'api', 'sluice.dev/colour': 'green' });
    expect(held.flips()).toBe(1);
    held.expectHeld({});
  });

  it('as the first one has a Service only when there is something to lead to', async () => {
    const room = new EmbeddedRoom(NAMES);
    room.strategy = quick;
    const run = room.start(room.request('good-1'));
    await room.pass(8_000);
    expect(await room.get('Service', 'api')).toBeUndefined();
    expect(await room.until(run.ended)).toMatchObject({ outcome: 'complete' });
    expect(await colour(room)).toEqual({ app: 'api', 'sluice.dev/colour': 'blue' });
  });

  it('is told at once when it has the traffic already', async () => {
    const room = await roomWithFirst();
    expect(await room.rollOut('good-1')).toMatchObject({ outcome: 'complete', secondsToVerdict: 0 });
    expect(await copies(room)).toEqual({ 'api-blue': 2 });
  });

  it('over a Deployment from before keeps that one under its own name', async () => {
    const room = await roomWithFirst(rolling());
    const held = invariants(room, 2);
    await held.start();
    expect(await room.rollOut('good-2')).toMatchObject({ outcome: 'complete' });
    expect(await copies(room)).toEqual({ api: 0, 'api-green': 2 });
    expect(await colour(room)).toEqual({ app: 'api', 'sluice.dev/colour': 'green' });
    expect(await room.rollOut('good-3')).toMatchObject({ outcome: 'complete' });
    expect(await copies(room)).toEqual({ api: 0, 'api-green': 0, 'api-blue': 2 });
    held.expectHeld({});
  });

  it('gets as many pods as the live copy has by then, not as its manifest says', async () => {
    const room = await roomWithFirst();
    const scale = async (replicas: number) => {
      const live = await room.get('Deployment', 'api-blue');
      if (live === undefined) throw new Error('no live copy');
      const { uid = '', resourceVersion = '' } = live.metadata;
      const seen = {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        namespace: 'production',
        name: 'api-blue',
        uid,
        resourceVersion,
      };
      await room.api.patch(seen, { spec: { replicas } });
    };
    await scale(4);
    await room.pass(5_000);
    const run = room.start(room.request('good-2'));
    // An autoscaler is faster than the proof.
    room.clock.after(5_000, () => void scale(5));
    expect(await room.until(run.ended)).toMatchObject({ outcome: 'complete' });
    expect(await copies(room)).toEqual({ 'api-blue': 0, 'api-green': 5 });
  });
});

describe('a broken release by blue-green', () => {
  it.each(['crash-2', 'unready-3'])('never gets the traffic and is scaled down: %s', async (name) => {
    const room = await roomWithFirst();
    const held = invariants(room, 2);
    await held.start();
    const result = await room.rollOut(name);
    expect(result).toMatchObject({ outcome: 'failed', rollback: 'none-not-switched' });
    expect(result.class).toBe(name === 'crash-2' ? 'crash-loop' : 'never-ready');
    expect(await copies(room)).toEqual({ 'api-blue': 2, 'api-green': 0 });
    expect(held.flips()).toBe(0);
    held.expectHeld({});
  });

  it('that breaks while it bakes gives the traffic back within three seconds, in one write', async () => {
    const room = await roomWithFirst();
    const held = invariants(room, 2);
    await held.start();
    const result = await room.rollOut('sours-2');
    expect(result).toMatchObject({ outcome: 'rolled-back', rollback: 'complete', image: image('good-1') });
    expect(result.sentence).toMatch(
      /"api-green" has \d of 2 pods ready while it has the traffic.*"api-blue"\) runs again/,
    );
    expect(result.report).toContain('running, not ready');
    expect(await colour(room)).toEqual({ app: 'api', 'sluice.dev/colour': 'blue' });
    expect(await copies(room)).toEqual({ 'api-blue': 2, 'api-green': 0 });
    expect(held.flips()).toBe(2);
    // Its pods broke 35 s after they started.
    expect(result.secondsToVerdict).toBeLessThan(38);
  });

  it('as the first one leaves its pods and no Service', async () => {
    const room = new EmbeddedRoom(NAMES);
    room.strategy = quick;
    expect(await room.rollOut('crash-2')).toMatchObject({ outcome: 'failed', rollback: 'none-first-deploy' });
    expect(await room.get('Service', 'api')).toBeUndefined();
    expect(await copies(room)).toEqual({ 'api-blue': 2 });
    expect(await room.rollOut('good-3')).toMatchObject({ outcome: 'complete' });
  });

  it('stays where it is when nothing shall be undone', async () => {
    const room = await roomWithFirst();
    expect(await room.rollOut('sours-2', { rollback: undefined })).toMatchObject({
      outcome: 'failed',
      rollback: 'off',
    });
    expect(await colour(room)).toEqual({ app: 'api', 'sluice.dev/colour': 'green' });
    expect(await room.rollOut('good-3')).toMatchObject({ outcome: 'complete' });
  });

  it('that cannot be undone is reported with the traffic on it', async () => {
    const room = await roomWithFirst();
    const manifests = deployable('sours-2').replace(
      '{ name: api }',
      '{ name: api, annotations: { sluice.dev/irreversible: "true" } }',
    );
    expect(await room.rollOut('sours-2', { manifests })).toMatchObject({ outcome: 'failed', rollback: 'irreversible' });
  });

  it('that the server refuses before anything was begun leaves the operation of the release before as it is', async () => {
    const room = await roomWithFirst();
    const patch = room.api.patch.bind(room.api);
    room.api.patch = async (seen, change) => {
      if (seen.kind === 'Service') throw new Refusal(403, 'Forbidden', 'services is forbidden');
      return await patch(seen, change);
    };
    const before = operationOf(await room.get('Service', 'api'));
    expect(await room.rollOut('good-2')).toMatchObject({ outcome: 'failed', rollback: 'none-not-switched' });
    expect(operationOf(await room.get('Service', 'api'))).toEqual(before);
    expect(await copies(room)).toEqual({ 'api-blue': 2 });
  });

  it('says how to give the traffic back by hand when the server does not let us', async () => {
    const room = await roomWithFirst();
    const patch = room.api.patch.bind(room.api);
    let flips = 0;
    room.api.patch = async (seen, change) => {
      if (seen.kind === 'Service' && 'spec' in change && ++flips > 2)
        throw new Refusal(403, 'Forbidden', 'services is forbidden');
      return await patch(seen, change);
    };
    const result = await room.rollOut('sours-2');
    expect(result).toMatchObject({ outcome: 'failed', rollback: 'failed' });
    expect(result.sentence).toContain(
      `kubectl patch service api -n production --type merge -p '{"spec":{"selector":{"app":"api","sluice.dev/colour":"blue"}}}'`,
    );
  });
});

describe('checks of a switch', () => {
  const checks = (fails: 'before-switch' | 'after-switch' | undefined) => {
    const asked: string[] = [];
    const check: SwitchCheck = {
      run: async ({ moment, service }) => {
        asked.push(`${moment} ${service}`);
        return moment === fails ? { ok: false, sentence: 'GET /version answered 500.' } : { ok: true };
      },
    };
    return { asked, check };
  };

  it('ask the preview before and the Service after', async () => {
    const room = await roomWithFirst();
    const { asked, check } = checks(undefined);
    expect(await room.until(room.start(room.request('good-2'), undefined, { check }).ended)).toMatchObject({
      outcome: 'complete',
    });
    expect(asked).toEqual(['before-switch api-preview', 'after-switch api']);
  });

  it.each([
    ['before-switch', 'failed', 0],
    ['after-switch', 'rolled-back', 2],
  ] as const)('that fail %s end it %s', async (moment, outcome, flips) => {
    const room = await roomWithFirst();
    const held = invariants(room, 2);
    await held.start();
    const { check } = checks(moment);
    const result = await room.until(room.start(room.request('good-2'), undefined, { check }).ended);
    expect(result).toMatchObject({ outcome, sentence: expect.stringContaining('answered 500') });
    expect(held.flips()).toBe(flips);
    held.expectHeld({});
  });
});

describe('a run that ends in the middle', () => {
  it('after the switch is continued by its re-run: bake, then scale down', async () => {
    const room = await roomWithFirst();
    const request = room.request('good-2');
    await room.until(room.start(request, { write: 9, when: 'after' }).ended);
    expect(await phase(room)).toBe('flipped');
    await room.pass(30_000);
    const again = await room.until(room.start({ ...request, run: { ...request.run, attempt: 2 } }).ended);
    // The bake goes on from the moment of the switch.
    expect(again).toMatchObject({ outcome: 'complete', secondsToVerdict: 50 });
    expect(await copies(room)).toEqual({ 'api-blue': 0, 'api-green': 2 });
  });

  it('after a switch to what broke since is settled by the next release: the traffic goes back first', async () => {
    const room = await roomWithFirst();
    const held = invariants(room, 2);
    await room.until(room.start(room.request('sours-2'), { write: 9, when: 'after' }).ended);
    await room.pass(60_000);
    await held.start();
    const run = room.start(room.request('good-3'));
    await room.pass(1_000);
    expect(await colour(room)).toEqual({ app: 'api', 'sluice.dev/colour': 'blue' });
    expect(await room.until(run.ended)).toMatchObject({ outcome: 'complete' });
    expect(await colour(room)).toEqual({ app: 'api', 'sluice.dev/colour': 'green' });
  });

  it.each([
    ['before the switch', 5_000, 'blue', 'cancelled', 'stays with "api-blue"'],
    ['while it bakes', 30_000, 'blue', 'cancelled', 'went back to "api-blue"'],
    ['while the old copy drains', 80_000, 'green', 'verified', 'stays with "api-green"'],
  ])(
    'cancelled %s leaves the traffic on a whole copy, says so, and is continued',
    async (_, after, where, noted, says) => {
      const room = await roomWithFirst();
      const held = invariants(room, 2);
      await held.start();
      const abort = new AbortController();
      const request = room.request('good-2');
      const run = room.start(request, undefined, { signal: abort.signal });
      room.clock.after(after, () => abort.abort());
      const begun = room.clock.now();
      expect(await room.until(run.ended)).toMatchObject({
        outcome: 'cancelled',
        sentence: expect.stringContaining(says),
      });
      expect(room.clock.now() - begun - after).toBeLessThan(1_000);
      expect(await colour(room)).toMatchObject({ 'sluice.dev/colour': where });
      expect(await phase(room)).toBe(noted);
      const again = await room.until(room.start({ ...request, run: { ...request.run, attempt: 2 } }).ended);
      expect(again).toMatchObject({ outcome: 'complete' });
      expect(await copies(room)).toEqual({ 'api-blue': 0, 'api-green': 2 });
      held.expectHeld({ after });
    },
  );
});

describe('two runs at once by blue-green', () => {
  it('end with the newer one’s release on a whole copy, whenever it starts', async () => {
    const ends = fc.asyncProperty(fc.nat(100_000), fc.constantFrom('good-2', 'crash-2'), async (later, first) => {
      const room = await roomWithFirst();
      const held = invariants(room, 2);
      await held.start();
      const older = room.start(room.request(first));
      await room.pass(later);
      const [a, b] = await room.until(Promise.all([older.ended, room.start(room.request('good-3')).ended]));
      expect(b.outcome).toBe('complete');
      expect(['superseded', 'complete', 'failed']).toContain(a.outcome);
      held.expectHeld({ later, first });
      const live = (await colour(room))['sluice.dev/colour'];
      expect(JSON.stringify(await room.get('Deployment', `api-${live}`))).toContain(image('good-3'));
    });
    await fc.assert(ends, { numRuns: 8 });
  });
});

describe('a rollback by blue-green', () => {
  const back = (room: EmbeddedRoom, to = '') => {
    const { api: cluster, records, clock } = room;
    const log = { info: () => {}, warning: () => {}, group: () => {} };
    const ports = { cluster, records, clock, log, signal: new AbortController().signal, manifestsOf: async () => '' };
    return room.until(rollBack({ ...room.request('none'), to }, ports));
  };

  it('switches to the release before, and not to the one that runs', async () => {
    const room = await roomWithFirst();
    await room.rollOut('good-2');
    const held = invariants(room, 2);
    await held.start();
    expect(await back(room)).toMatchObject({ outcome: 'complete', image: image('good-1') });
    expect(await colour(room)).toMatchObject({ 'sluice.dev/colour': 'blue' });
    held.expectHeld({});
    // What was left is not returned to, although its copy is still there.
    expect(await room.rollOut('crash-2')).toMatchObject({ outcome: 'failed' });
    expect(await back(room)).toMatchObject({ outcome: 'refused' });
  });
});

describe('another strategy after blue-green', () => {
  it.each([rolling(), canary()])('is refused, because its pods would get no traffic: $kind', async (strategy) => {
    const room = await roomWithFirst();
    room.strategy = strategy;
    const run = room.start(room.request('good-2'));
    expect(await room.until(run.ended)).toMatchObject({
      outcome: 'refused',
      sentence: expect.stringMatching(/Service "api" leads to one copy of blue-green.*"sluice.dev\/colour":null/),
    });
    expect(run.writes()).toBe(0);
  });
});

describe('what blue-green cannot carry', () => {
  it.each([
    [
      'two Deployments',
      `${deployable('good-1')}---${deployable('good-2').replaceAll('{ name: api }', '{ name: other }')}`,
      /exactly one and no other workload/,
    ],
    ['no Service', deployable('good-1').split('---')[0] ?? '', /wanted exactly one whose selector matches/],
    [
      'a Service for others',
      deployable('good-1').replace('spec: { selector: { app: api }', 'spec: { selector: { app: web }'),
      /exactly one whose selector/,
    ],
  ])('is refused before any write: %s', async (_, manifests, says) => {
    const room = new EmbeddedRoom(NAMES);
    room.strategy = quick;
    const run = room.start(room.request('good-1', { manifests }));
    expect(await room.until(run.ended)).toMatchObject({ outcome: 'refused', sentence: expect.stringMatching(says) });
    expect(run.writes()).toBe(0);
  });
});
