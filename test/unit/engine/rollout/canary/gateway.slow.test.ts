import { describe, expect, it } from '@jest/globals';
import { canary, rolling } from '../../../../../domain/strategy.ts';
import { rollBack } from '../../../../../engine/rollback/roll-back.ts';
import { image } from '../releases.ts';
import { GatewayRoom, ROUTE_YAML, routed } from './gateway-room.ts';

import {
  asInTheManifest,
  byWeight,
  copies,
  errors,
  NAMES,
  phase,
  release,
  roomWithFirst,
  SOURCE_DOWN,
  stableImage,
  step,
} from './gateway-story.ts';

describe('a good release by weight', () => {
  it('gets exactly its shares, of the rules that lead to it alone, and the route is what it was', async () => {
    const room = await roomWithFirst();
    const run = room.start(room.request('good-2', release('good-2')));
    await room.pass(25_000);
    expect(await copies(room)).toEqual({ api: 3, 'api-canary': 1 });
    expect(await room.rules()).toEqual([
      expect.objectContaining({
        matches: [{ path: { type: 'PathPrefix', value: '/api' } }],
        backendRefs: [
          { name: 'api', port: 80, weight: 95 },
          { name: 'api-canary', port: 80, weight: 5 },
        ],
      }),
      expect.objectContaining({ backendRefs: [{ name: 'assets', port: 80, weight: 3 }] }),
    ]);
    expect(await room.until(run.ended)).toMatchObject({ outcome: 'complete', image: image('good-2') });
    expect(room.shares).toEqual([5, 12.5, 0]);
    await asInTheManifest(room);
    expect(await copies(room)).toEqual({ api: 3, 'api-canary': 0 });
    expect(await stableImage(room)).toBe(image('good-2'));
    expect(room.fewestStable).toBeGreaterThanOrEqual(3);
    expect(room.log.join('\n')).toContain('1 of 4 pods are the canary: 12.5 % of the traffic by weight for 20 s.');
    room.expectHeld({});
  });

  it('narrows a Service that led to all pods before there is a canary', async () => {
    const room = new GatewayRoom(NAMES);
    room.strategy = rolling();
    const wide = routed('good-1').replace(
      '{ selector: { app: api, sluice.dev/track: stable }',
      '{ selector: { app: api }',
    );
    expect(await room.rollOut('good-1', { manifests: wide })).toMatchObject({ outcome: 'complete' });
    room.watchStable();
    room.strategy = byWeight(step(5));
    expect(await room.rollOut('good-2', release('good-2'))).toMatchObject({ outcome: 'complete' });
    expect(room.fewestStable).toBeGreaterThanOrEqual(3);
    room.expectHeld({});
  });

  it('starts its first pause when the Gateway has taken the weights, however slow that is', async () => {
    const room = await roomWithFirst();
    room.slowness = 120_000;
    const run = room.start(room.request('good-2', release('good-2')));
    await room.pass(130_000);
    expect(room.shares).toEqual([5]);
    expect(await room.until(run.ended)).toMatchObject({ outcome: 'complete' });
    expect(room.shares).toEqual([5, 12.5, 0]);
    room.expectHeld({});
  });

  it('is rolled out straight when it is the first one, and waits for no Gateway', async () => {
    const room = new GatewayRoom(NAMES);
    room.slowness = 'never';
    room.strategy = byWeight(step(5));
    expect(await room.rollOut('good-1', release('good-1'))).toMatchObject({ outcome: 'complete' });
    expect(room.shares).toEqual([]);
  });
});

describe('a broken release by weight', () => {
  it.each([
    ['crash-2', []],
    ['sours-2', [5, 12.5, 0]],
  ])('loses its weight before its pods, and the old ones were never touched: %s', async (name, shares) => {
    const room = await roomWithFirst();
    const result = await room.rollOut(name, release(name));
    expect(result).toMatchObject({ outcome: 'rolled-back', rollback: 'complete', image: image('good-1') });
    expect(room.shares).toEqual(shares);
    await asInTheManifest(room);
    expect(await copies(room)).toEqual({ api: 3, 'api-canary': 0 });
    expect(room.fewestStable).toBeGreaterThanOrEqual(3);
    expect(await phase(room)).toBe('rolled-back');
    room.expectHeld({ name });
  });

  it('gets no traffic either where a failure is left as it is', async () => {
    const room = await roomWithFirst();
    expect(await room.rollOut('sours-2', { ...release('sours-2'), rollback: undefined })).toMatchObject({
      outcome: 'failed',
      rollback: 'off',
    });
    expect(room.shares).toEqual([5, 12.5, 0]);
    expect(await copies(room)).toEqual({ api: 3, 'api-canary': 1 });
    room.expectHeld({});
  });

  it('is one that the Gateway does not lead to', async () => {
    const room = await roomWithFirst();
    room.refuses = (route) => JSON.stringify(route['spec']).includes('api-canary');
    expect(await room.rollOut('good-2', release('good-2'))).toMatchObject({
      outcome: 'rolled-back',
      sentence: expect.stringContaining(
        'The canary got no traffic: HTTPRoute "shop" is not served as it is: ResolvedRefs is False (BackendNotFound).',
      ),
    });
    await asInTheManifest(room);
  });
});

describe('a canary by weight that is held', () => {
  it.each([
    [
      'no Gateway takes the weights',
      (room: GatewayRoom) => {
        room.slowness = 'never';
      },
      {},
      /no Gateway has said/,
    ],
    [
      'its metric cannot be read',
      (room: GatewayRoom) => {
        room.strategy = canary({ steps: [step(5, 40)], traffic: 'gateway', measure: errors });
      },
      SOURCE_DOWN,
      /could not be read 3 times in a row: 502/,
    ],
  ])('because %s keeps its share, and goes on from it when it is run again', async (_, prepare, ports, says) => {
    const room = await roomWithFirst();
    prepare(room);
    const held = await room.until(room.start(room.request('good-2', release('good-2')), undefined, ports).ended);
    expect(held).toMatchObject({ outcome: 'unknown', sentence: expect.stringMatching(says) });
    expect(await room.share()).toBe(5);
    await room.recover();
    room.strategy = byWeight(step(2), step(5), step(50));
    expect(await room.rollOut('good-2', release('good-2'))).toMatchObject({ outcome: 'complete' });
    expect(room.shares).toEqual([5, 50, 0]);
    expect(await copies(room)).toEqual({ api: 3, 'api-canary': 0 });
    room.expectHeld({});
  });

  it('because its Service does not lead to its pods gets no weight', async () => {
    const room = await roomWithFirst();
    const { api: cluster } = room;
    const [watch, list] = [cluster.watch.bind(cluster), cluster.list.bind(cluster)];
    const nothing = { resourceVersion: '1', objects: [] };
    cluster.watch = (selection, listener, signal) =>
      selection.kind === 'EndpointSlice'
        ? listener({ type: 'listed', ...nothing })
        : watch(selection, listener, signal);
    cluster.list = async (selection) => (selection.kind === 'EndpointSlice' ? nothing : await list(selection));
    const run = room.start(room.request('good-2', release('good-2')), undefined, { cluster });
    expect(await room.until(run.ended)).toMatchObject({
      outcome: 'unknown',
      sentence: expect.stringContaining(
        'The canary is held where it is: Service "api-canary" does not lead to 1 ready pods, so no traffic was moved.',
      ),
    });
    expect(room.shares).toEqual([]);
  });

  const heldRoom = async () => {
    const room = await roomWithFirst();
    room.strategy = canary({ steps: [step(5, 40)], traffic: 'gateway', measure: errors });
    await room.until(room.start(room.request('good-2', release('good-2')), undefined, SOURCE_DOWN).ended);
    expect(await room.share()).toBe(5);
    return room;
  };

  it('gives its share up before a newer release takes its pods', async () => {
    const room = await heldRoom();
    room.strategy = byWeight(step(10));
    expect(await room.rollOut('good-3', release('good-3'))).toMatchObject({ outcome: 'complete' });
    expect(room.shares).toEqual([5, 0, 10, 0]);
    expect(await stableImage(room)).toBe(image('good-3'));
    room.expectHeld({});
  });

  it('gives its share up when the next release is not divided by weights', async () => {
    const room = await heldRoom();
    room.strategy = canary({ steps: [step(50)] });
    const shared = routed('good-3').replace(
      '{ selector: { app: api, sluice.dev/track: stable }',
      '{ selector: { app: api }',
    );
    expect(await room.rollOut('good-3', { manifests: shared })).toMatchObject({ outcome: 'complete' });
    expect(room.shares).toEqual([5, 0]);
  });

  it.each([
    ['with its route', release('good-1').manifests],
    ['that had no route', routed('good-1', '')],
  ])('is left by a rollback to the stable release %s', async (_, first) => {
    const room = new GatewayRoom(NAMES);
    room.strategy = rolling();
    expect(await room.rollOut('good-1', { manifests: first })).toMatchObject({ outcome: 'complete' });
    room.strategy = canary({ steps: [step(5, 40)], traffic: 'gateway', measure: errors });
    await room.until(room.start(room.request('good-2', release('good-2')), undefined, SOURCE_DOWN).ended);
    expect(await room.share()).toBe(5);
    const { api: cluster, records, clock } = room;
    const log = { info: () => {}, warning: () => {}, group: () => {} };
    const ports = { cluster, records, clock, log, signal: new AbortController().signal };
    // What the action says: nothing about weights.
    const request = { ...room.request('none'), strategy: canary({ steps: [] }), to: '' };
    expect(await room.until(rollBack(request, ports))).toMatchObject({ outcome: 'complete', image: image('good-1') });
    expect(await room.share()).toBe(0);
    expect(await copies(room)).toEqual({ api: 3, 'api-canary': 0 });
    room.expectHeld({});
  });
});

describe('a canary by weight that ends in the middle', () => {
  it('by cancelling gets no traffic, and its pods stay until a Gateway must have let go', async () => {
    const room = await roomWithFirst();
    const abort = new AbortController();
    const run = room.start(room.request('good-2', release('good-2')), undefined, { signal: abort.signal });
    room.clock.after(25_000, () => abort.abort());
    expect(await room.until(run.ended)).toMatchObject({ outcome: 'cancelled' });
    expect(await room.share()).toBe(0);
    expect(await copies(room)).toEqual({ api: 3, 'api-canary': 1 });
    expect(await phase(room)).toBe('cancelled');
    room.expectHeld({});
    expect(await room.rollOut('good-2', release('good-2'))).toMatchObject({ outcome: 'complete' });
    expect(await copies(room)).toEqual({ api: 3, 'api-canary': 0 });
    room.expectHeld({});
  });
});

describe('manifests whose traffic cannot be divided by weights', () => {
  it.each([
    ['there is no route', routed('good-2', ''), 'Wanted an HTTPRoute with a backendRef to Service "api"'],
    [
      'no route leads to it',
      routed('good-2').replace('name: api, port: 80', 'name: web, port: 80'),
      'Wanted an HTTPRoute',
    ],
    [
      'several routes lead to it',
      `${routed('good-2')}${ROUTE_YAML.replace('name: shop', 'name: other')}`,
      'Several HTTPRoutes lead to Service "api"',
    ],
    [
      'its rule divides already',
      routed('good-2').replace('[{ name: api, port: 80 }]', '[{ name: api, port: 80 }, { name: old, port: 80 }]'),
      'HTTPRoute/shop.spec.rules[0].backendRefs = ["api","old"]: A rule that divides its traffic already',
    ],
    [
      'it names the canary itself',
      routed('good-2').replace(
        '[{ name: api, port: 80 }]',
        '[{ name: api-canary, port: 80 }, { name: api, port: 80 }]',
      ),
      'The backendRef to "api-canary" comes and goes with the canary',
    ],
    [
      'its Service leads to the canary as well',
      routed('good-2').replaceAll(', sluice.dev/track: stable', ''),
      'It selects the pods of a canary as well',
    ],
    [
      'its pods have no such label yet',
      routed('good-2').replaceAll('sluice.dev/track: stable', 'sluice.dev/track: old'),
      'The pods of Deployment "api" that run now do not have these labels',
    ],
    [
      'there is a Service of the name of the canary',
      `${routed('good-2')}---\napiVersion: v1\nkind: Service\nmetadata: { name: api-canary }\nspec: { ports: [{ port: 80 }] }\n`,
      'The Service of the canary has this name',
    ],
  ])('because %s are refused before any write', async (_, manifests, says) => {
    const room = await roomWithFirst();
    const run = room.start(room.request('good-2', { manifests }));
    expect(await room.until(run.ended)).toMatchObject({ outcome: 'refused', sentence: expect.stringContaining(says) });
    expect(run.writes()).toBe(0);
  });

  it('are refused as well where numbers of pods would say nothing', async () => {
    const room = await roomWithFirst();
    room.strategy = canary();
    expect(await room.rollOut('good-2', release('good-2'))).toMatchObject({
      outcome: 'refused',
      sentence: expect.stringContaining('they would get no share by their number'),
    });
  });
});
