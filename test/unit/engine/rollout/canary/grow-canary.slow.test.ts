import { describe, expect, it } from '@jest/globals';
import { measure } from '../../../../../domain/measure.ts';
import { canary } from '../../../../../domain/strategy.ts';
import { rollBack } from '../../../../../engine/rollback/roll-back.ts';
import { MetricRefused, type Metrics } from '../../../../../engine/rollout/ports/metrics.ts';
import { EmbeddedRoom } from '../embedded-room.ts';
import { image } from '../releases.ts';
import { copies, NAMES, phase, quick, roomWithFirst, stableImage, step, three, traffic } from './canary-room.ts';

const errors = measure({
  source: { kind: 'prometheus', url: 'https://prometheus.example' },
  value: 'sum(rate(errors{pod=~"{{pods}}"}[1m]))',
  samples: 'sum(increase(requests{pod=~"{{pods}}"}[1m]))',
});

describe('a good release by canary', () => {
  it('gets its shares beside all of the old pods, then replaces them, and the canary is empty', async () => {
    const room = await roomWithFirst();
    const seen = traffic(room);
    const run = room.start(room.request('good-2', three('good-2')));
    await room.pass(15_000);
    expect(await copies(room)).toEqual({ api: 3, 'api-canary': 1 });
    await room.pass(20_000);
    expect(await copies(room)).toEqual({ api: 3, 'api-canary': 3 });
    expect(await stableImage(room)).toBe(image('good-1'));
    // From the first write on: both of its steps, of which the stable time is a part, and the stable pods after them.
    const verdict = { outcome: 'complete', image: image('good-2'), secondsToVerdict: 50 };
    expect(await room.until(run.ended)).toMatchObject(verdict);
    expect(await copies(room)).toEqual({ api: 3, 'api-canary': 0 });
    expect(await stableImage(room)).toBe(image('good-2'));
    expect(seen.fewest()).toBeGreaterThanOrEqual(3);
    expect(room.log.join('\n')).toContain('1 of 4 pods are the canary: 25 % of the traffic for 20 s.');
    expect(await phase(room)).toBe('recorded');
  });

  it('pauses no longer than it was told to, also where the stable time is longer', async () => {
    const room = await roomWithFirst();
    room.strategy = canary({ steps: [step(50, 4)] });
    const run = room.start(room.request('good-2', three('good-2')));
    expect(await room.until(run.ended)).toMatchObject({ outcome: 'complete', secondsToVerdict: 14 });
  });

  it('is rolled out straight when it is the first one', async () => {
    const room = new EmbeddedRoom(NAMES);
    room.strategy = quick;
    expect(await room.rollOut('good-1')).toMatchObject({ outcome: 'complete' });
    expect(await copies(room)).toEqual({ api: 2 });
  });

  it('is refused before any write when so few pods cannot make its shares', async () => {
    const room = await roomWithFirst();
    room.strategy = canary({ steps: [step(5)] });
    const run = room.start(room.request('good-2', three('good-2')));
    expect(await room.until(run.ended)).toMatchObject({
      outcome: 'refused',
      sentence: expect.stringContaining('nearest share is 25 % (1 pod)'),
    });
    expect(run.writes()).toBe(0);
  });
});

describe('a broken release by canary', () => {
  it.each([
    ['crash-2', 0],
    ['sours-2', 3],
  ])('loses its share, and the old pods were never touched: %s', async (name, most) => {
    const room = await roomWithFirst();
    const seen = traffic(room);
    const result = await room.rollOut(name, three(name));
    expect(result).toMatchObject({ outcome: 'rolled-back', rollback: 'complete', image: image('good-1') });
    expect(await copies(room)).toEqual({ api: 3, 'api-canary': 0 });
    expect(await stableImage(room)).toBe(image('good-1'));
    expect(seen.most()).toBeLessThanOrEqual(most);
    expect(seen.fewest()).toBeGreaterThanOrEqual(3);
    expect(await phase(room)).toBe('rolled-back');
  });
});

describe('a measured canary', () => {
  const metrics = (canaryValue: () => number, samples = 100): Metrics => ({
    read: async ({ version }) => ({ value: version === 'canary' ? canaryValue() : 0.01, samples }),
  });
  const measured = async (source: Metrics) => {
    const room = await roomWithFirst();
    room.strategy = canary({ steps: [step(25, 40), step(50, 40)], measure: errors });
    const run = room.start(room.request('good-2', three('good-2')), undefined, { metrics: source });
    return { room, result: await room.until(run.ended) };
  };

  it('is asked about its own pods, and about those beside it', async () => {
    const asked = new Set<string>();
    await measured({
      read: async (side) => {
        asked.add(JSON.stringify(side));
        return { value: 0, samples: 100 };
      },
    });
    expect([...asked].map((text) => JSON.parse(text))).toEqual([
      {
        version: 'canary',
        namespace: 'production',
        deployment: 'api-canary',
        pods: 'api-canary-[a-z0-9]{1,10}-[a-z0-9]{5}',
      },
      { version: 'stable', namespace: 'production', deployment: 'api', pods: 'api-[a-z0-9]{1,10}-[a-z0-9]{5}' },
    ]);
  });

  it('is refused before any write when its source refuses, and when there is nobody to ask', async () => {
    const room = await roomWithFirst();
    room.strategy = canary({ measure: errors });
    const refuses = { read: () => Promise.reject(new MetricRefused('parse error.')) };
    for (const [ports, says] of [
      [{ metrics: refuses }, 'The metric of the canary cannot be read: parse error.'],
      [{}, 'Nobody can take this measure here'],
    ] as const) {
      const run = room.start(room.request('good-2', three('good-2')), undefined, ports);
      expect(await room.until(run.ended)).toMatchObject({
        outcome: 'refused',
        sentence: expect.stringContaining(says),
      });
      expect(run.writes()).toBe(0);
    }
  });

  it('is promoted when it is no worse', async () => {
    expect((await measured(metrics(() => 0.01))).result).toMatchObject({ outcome: 'complete' });
  });

  it('is taken back as soon as it is worse', async () => {
    const { room, result } = await measured(metrics(() => 0.2));
    expect(result).toMatchObject({
      outcome: 'rolled-back',
      sentence: expect.stringContaining(
        'With 25 % of the traffic the metric is 0.2 (100 requests) for the canary and 0.01',
      ),
    });
    expect(await copies(room)).toEqual({ api: 3, 'api-canary': 0 });
  });

  it('is taken back when its pods break while its source is being asked', async () => {
    const room = await roomWithFirst();
    room.strategy = canary({ steps: [step(25, 60)], measure: errors });
    let asked = 0;
    const silent: Metrics = {
      async read(_, signal) {
        if (asked++ >= 2) await new Promise((_resolve, reject) => signal.addEventListener('abort', reject));
        return { value: 0, samples: 100 };
      },
    };
    const run = room.start(room.request('sours-2', three('sours-2')), undefined, { metrics: silent });
    expect(await room.until(run.ended)).toMatchObject({
      outcome: 'rolled-back',
      sentence: expect.stringContaining('has 0 of 1 pods ready while it has the traffic'),
    });
    expect(asked).toBe(4);
  });

  it.each([
    ['nobody asks it enough', metrics(() => 0.01, 3), /only 3 requests were measured/],
    [
      'the source fails three times',
      { read: () => Promise.reject(new Error('502')) },
      /could not be read 3 times in a row: 502/,
    ],
  ])('is held and not promoted when %s, and goes on when it is run again', async (_, source, says) => {
    const { room, result } = await measured(source);
    // Three readings, ten seconds apart, after ten seconds of readiness.
    if (result.sentence.includes('502')) expect(result.secondsToVerdict).toBe(40);
    expect(result).toMatchObject({ outcome: 'unknown', rollback: undefined, sentence: expect.stringMatching(says) });
    expect(await copies(room)).toEqual({ api: 3, 'api-canary': 1 });
    expect(await stableImage(room)).toBe(image('good-1'));
    const again = room.start(room.request('good-2', three('good-2')), undefined, { metrics: metrics(() => 0.01) });
    expect(await room.until(again.ended)).toMatchObject({ outcome: 'complete' });
  });
});

describe('a rollback by canary', () => {
  const back = (room: EmbeddedRoom) => {
    const { api: cluster, records, clock } = room;
    const log = { info: () => {}, warning: () => {}, group: () => {} };
    const ports = { cluster, records, clock, log, signal: new AbortController().signal };
    return room.until(rollBack({ ...room.request('none'), to: '' }, ports));
  };

  it('takes a canary that is held away, and leaves the stable release', async () => {
    const room = await roomWithFirst();
    await room.rollOut('good-2', three('good-2'));
    const source = { read: () => Promise.reject(new Error('502')) };
    room.strategy = canary({ steps: [step(25, 40)], measure: errors });
    await room.until(room.start(room.request('good-3', three('good-3')), undefined, { metrics: source }).ended);
    expect(await copies(room)).toEqual({ api: 3, 'api-canary': 1 });
    expect(await back(room)).toMatchObject({ outcome: 'complete', image: image('good-2') });
    expect(await copies(room)).toEqual({ api: 3, 'api-canary': 0 });
    expect(await back(room)).toMatchObject({ outcome: 'complete', image: image('good-1') });
    expect(await stableImage(room)).toBe(image('good-1'));
  });
});

describe('a canary that ends in the middle', () => {
  it('by cancelling gets no traffic any more', async () => {
    const room = await roomWithFirst();
    const abort = new AbortController();
    const run = room.start(room.request('good-2', three('good-2')), undefined, { signal: abort.signal });
    room.clock.after(30_000, () => abort.abort());
    expect(await room.until(run.ended)).toMatchObject({ outcome: 'cancelled' });
    expect(await copies(room)).toEqual({ api: 3, 'api-canary': 0 });
    expect(await phase(room)).toBe('cancelled');
  });

  it('by a newer run with another release ends superseded, and that one is brought to its end', async () => {
    const room = await roomWithFirst();
    const older = room.start(room.request('crash-2', three('crash-2')));
    await room.pass(3_000);
    const [a, b] = await room.until(
      Promise.all([older.ended, room.start(room.request('good-3', three('good-3'))).ended]),
    );
    expect([a.outcome, b.outcome]).toEqual(['superseded', 'complete']);
    expect(await stableImage(room)).toBe(image('good-3'));
    expect(await copies(room)).toEqual({ api: 3, 'api-canary': 0 });
  });
});
