import { afterEach, describe, expect, it } from '@jest/globals';
import { image } from '../../engine/rollout/releases.ts';
import { Cable } from './cable.ts';
import { type Fault, type Seen, statusAnswer } from './fault-proxy.ts';
import { RolloutWorld } from './rollout-world.ts';

const SCRIPTS = {
  one: { runs: [{ readyAfter: 1_000 }] },
  two: { runs: [{ readyAfter: 1_000 }] },
  slow: { runs: [{ startAfter: 20_000, readyAfter: 1_000 }] },
  broken: { runs: [{ exit: { code: 3, after: 500 } }] },
} as const;

let world: RolloutWorld;
afterEach(() => world.close());

/** Makes every request that `hits` go wrong, `times` times in all. */
const faulty = (fault: Fault, times: number, hits: (seen: Seen) => boolean = () => true) => {
  let left = times;
  return (seen: Seen) => (hits(seen) && left-- > 0 ? fault : undefined);
};
const isEvery = (n: number) => {
  let count = 0;
  return () => ++count % n === 0;
};

const FAULTS: readonly (readonly [string, Fault])[] = [
  ['dropped connections', { kind: 'drop' }],
  ['answers that never come', { kind: 'stall' }],
  ['answers after 5 s', { kind: 'slow', milliseconds: 5_000 }],
  ['410', statusAnswer(410, 'Expired')],
  ['429 with seconds', statusAnswer(429, 'TooManyRequests', { 'retry-after': '2' })],
  ['429 with a date', statusAnswer(429, 'TooManyRequests', { 'retry-after': 'Thu, 01 Jan 2026 00:00:09 GMT' })],
  ['500', statusAnswer(500, 'InternalError')],
  ['503', statusAnswer(503, 'ServiceUnavailable')],
  ['504', statusAnswer(504, 'Timeout')],
  ['a page of a gateway', { kind: 'answer', status: 502, body: '<html>bad gateway</html>' }],
  [
    'a page that says 200',
    { kind: 'answer', status: 200, headers: { 'content-type': 'text/html' }, body: '<html>login</html>' },
  ],
  ['truncated JSON', { kind: 'truncated' }],
  ['watches cut in the middle of a line', { kind: 'cut', lines: 1 }],
];

describe.each(['h2', 'http/1.1'])(
  'over %s, a good release is complete, with no more delay than stated, in spite of',
  (protocol) => {
    it.each(FAULTS)('%s in every third request', async (name, fault) => {
      world = await RolloutWorld.open(SCRIPTS, { protocols: [protocol] });
      const start = world.clock.now();
      const third = isEvery(3);
      // Nobody answers 410 to what names no version.
      const versioned = (seen: Seen) => name !== '410' || /[?&](resourceVersion|continue)=/.test(seen.url);
      let hits = 0;
      world.proxy.fault = (seen) => {
        const hit = versioned(seen) && (fault.kind !== 'cut' || seen.isWatch) && third();
        hits += Number(hit);
        return hit ? fault : undefined;
      };
      expect(await world.rollOut('one')).toMatchObject({ outcome: 'complete' });
      expect(world.liveImage).toBe(image('one'));
      expect(hits).toBeGreaterThan(0);
      // A silent call is given up after 15 s; everything else costs its own delay and a short wait.
      const each = { stall: 16, slow: 5, answer: 3, drop: 2, lost: 2, truncated: 2, cut: 2 }[fault.kind];
      expect((world.clock.now() - start) / 1000).toBeLessThan(30 + hits * each);
    });
  },
);

describe.each(['h2', 'http/1.1'])('over %s, an API server that is away for 40 s', (protocol) => {
  it('in the middle of a rollout changes no verdict, and the blind time is no failure time', async () => {
    world = await RolloutWorld.open(SCRIPTS, { protocols: [protocol] });
    expect(await world.rollOut('one')).toMatchObject({ outcome: 'complete' });
    const start = world.clock.now();
    world.clock.after(8_000, () => {
      world.proxy.away = true;
      world.proxy.reset();
    });
    world.clock.after(48_000, () => {
      world.proxy.away = false;
    });
    expect(await world.rollOut('slow')).toMatchObject({ outcome: 'complete' });
    // Back after 48 s, stable for 10; a kind that is polled is seen up to 15 s late, and a call waits up to 5 for its next try.
    expect((world.clock.now() - start) / 1000).toBeLessThan(48 + 10 + 15 + 5);
  });

  it('delays a failed verdict and its rollback, and loses neither', async () => {
    world = await RolloutWorld.open(SCRIPTS, { protocols: [protocol] });
    await world.rollOut('one');
    world.clock.after(3_000, () => {
      world.proxy.away = true;
      world.proxy.reset();
    });
    world.clock.after(43_000, () => {
      world.proxy.away = false;
    });
    expect(await world.rollOut('broken')).toMatchObject({ outcome: 'rolled-back', class: 'crash-loop' });
    expect(world.liveImage).toBe(image('one'));
  });

  it('for good is unknown, and nothing is undone', async () => {
    world = await RolloutWorld.open(SCRIPTS, { protocols: [protocol] });
    await world.rollOut('one');
    world.clock.after(3_000, () => {
      world.proxy.away = true;
      world.proxy.reset();
    });
    const result = await world.rollOut('broken');
    expect(result).toMatchObject({ outcome: 'unknown', rollback: undefined });
    expect(result.sentence).toMatch(/could not be seen for 18\d s, so nothing is known and nothing was undone/);
    expect(world.liveImage).toBe(image('broken'));
  });

  it('before the first write leaves everything as it was', async () => {
    world = await RolloutWorld.open(SCRIPTS, { protocols: [protocol] });
    world.proxy.away = true;
    const result = await world.rollOut('one');
    expect(result).toMatchObject({ outcome: 'unknown' });
    expect(result.sentence).toMatch(/cannot be reached.* Nothing was rolled out/);
  });
});

describe('a connection on which everything stalls', () => {
  it('is found dead and replaced, and the rollout goes on', async () => {
    world = await RolloutWorld.open(SCRIPTS);
    let stalled = 0;
    // Requests that come on the first connection after the write are never answered.
    world.proxy.fault = faulty({ kind: 'stall' }, 4, ({ isWatch }) => isWatch && ++stalled > 0);
    expect(await world.rollOut('one')).toMatchObject({ outcome: 'complete' });
    expect(stalled).toBeGreaterThan(4);
  });
});

describe.each([
  ['h2', 50],
  ['http/1.1', 90],
])('over %s, a cable that is cut without a word', (protocol, seconds) => {
  it(`is noticed after ${seconds} s, and the rollout is complete`, async () => {
    let cable: Cable | undefined;
    const cableOf = async (port: number) => {
      cable = await Cable.lay(port);
      return cable;
    };
    world = await RolloutWorld.open(SCRIPTS, { protocols: [protocol], cableOf });
    const start = world.clock.now();
    const connections = () => world.proxy.connections;
    let before = 0;
    world.clock.after(8_000, () => {
      cable?.cut();
      before = connections();
    });
    expect(await world.rollOut('slow')).toMatchObject({ outcome: 'complete' });
    expect(connections()).toBeGreaterThan(before);
    expect((world.clock.now() - start) / 1000).toBeLessThan(8 + seconds + 25);
    await cable?.close();
  });
});

describe('a watch through every kind of break', () => {
  const PODS = { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'shop' };
  const key = { group: '', resource: 'configmaps' };

  it.each(['h2', 'http/1.1'])(
    'over %s ends with exactly what the server has, and never tells an older state after a newer one',
    async (protocol) => {
      world = await RolloutWorld.open(SCRIPTS, { protocols: [protocol] });
      const { store } = world.embedded;
      const faults: readonly Fault[] = [
        { kind: 'cut', lines: 2 },
        { kind: 'drop' },
        { kind: 'cut', lines: 0 },
        statusAnswer(410, 'Expired'),
        { kind: 'truncated' },
        statusAnswer(503, 'ServiceUnavailable'),
      ];
      let asked = 0;
      world.proxy.fault = ({ method }) =>
        method === 'GET' && ++asked % 2 === 0 ? faults[(asked / 2) % faults.length] : undefined;
      const stop = new AbortController();
      const known = new Map<string, string>();
      const versions: number[] = [];
      const told: string[] = [];
      world.cluster.watch(
        PODS,
        (event) => {
          told.push(event.type);
          if (event.type === 'listed') {
            known.clear();
            for (const { metadata } of event.objects) known.set(metadata.name, metadata.resourceVersion ?? '');
            versions.push(Number(event.resourceVersion));
          } else if (event.type === 'changed' || event.type === 'gone') {
            versions.push(Number(event.object.metadata.resourceVersion));
            if (event.type === 'changed')
              known.set(event.object.metadata.name, event.object.metadata.resourceVersion ?? '');
            else known.delete(event.object.metadata.name);
          }
        },
        stop.signal,
      );
      for (let step = 0; step < 60; step++) {
        const name = `c${step % 7}`;
        if (store.get(key, 'shop', name) === undefined)
          store.create(key, {
            apiVersion: 'v1',
            kind: 'ConfigMap',
            metadata: { name, namespace: 'shop' },
            data: { step: `${step}` },
          });
        else if (step % 3 === 0) store.delete(key, 'shop', name);
        else {
          const live = store.get(key, 'shop', name);
          if (live !== undefined) store.update(key, { ...live, data: { step: `${step}` } });
        }
        if (step % 20 === 19) world.proxy.reset();
        if (step === 30) world.embedded.store.history.expire();
        if (step === 45) world.proxy.goAway();
        await world.clock.pass(1_000);
      }
      world.proxy.fault = () => undefined;
      await world.clock.pass(20_000);
      stop.abort();
      const there = store.list(key).filter(({ metadata }) => metadata.namespace === 'shop');
      expect(known).toEqual(new Map(there.map(({ metadata }) => [metadata.name, metadata.resourceVersion])));
      expect(versions).toEqual(versions.toSorted((a, b) => a - b));
      expect(told).toContain('lost');
      expect(told.filter((type) => type === 'listed').length).toBeGreaterThan(1);
    },
  );
});
