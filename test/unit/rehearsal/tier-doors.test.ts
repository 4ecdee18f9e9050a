import { createServer, get } from 'node:http';
import { afterAll, describe, expect, it } from '@jest/globals';
import { type Loopback, listenOnLoopback } from '../../../rehearsal/network/loopback.ts';
import { openTierDoors } from '../../../rehearsal/tier-doors.ts';
import { WAVES } from '../workflows-src/deliveries.ts';

const closing: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closing) await close();
});
const serving = async (answer: string): Promise<Loopback> => {
  const server = await listenOnLoopback(createServer((_request, response) => response.end(answer)));
  closing.push(() => server.close());
  return server;
};
const ask = (url: string): Promise<string> =>
  new Promise((resolve, reject) => {
    get(url, { agent: false }, async (response) => resolve(`${Buffer.concat(await response.toArray())}`)).on(
      'error',
      reject,
    );
  });

describe('the address of a tier', () => {
  it('leads to all of its clusters in turn, and to no other', async () => {
    const [live] = WAVES.tiers.slice(1);
    if (live === undefined) throw new Error('The delivery has a second tier.');
    const clusters = await Promise.all(
      ['eu', 'us', 'elsewhere'].map(async (name) => {
        const { port } = await serving(name);
        return { tiers: name === 'elsewhere' ? [] : [live], targets: () => (name === 'eu' ? [port, port] : [port]) };
      }),
    );
    const { urls, close } = await openTierDoors(WAVES, clusters);
    closing.push(close);
    const url = urls.get('live')?.get('api') ?? '';
    expect([await ask(url), await ask(url), await ask(url)]).toEqual(['eu', 'us', 'eu']);
    expect(await ask(urls.get('try')?.get('api') ?? '')).toBe('Service api in namespace try has no ready endpoint.\n');
  });

  it('leads to a Service by the name that it has there', async () => {
    const [first, live] = WAVES.tiers;
    if (first === undefined || live === undefined) throw new Error('The delivery has two tiers.');
    const asked: string[] = [];
    const targets = (namespace: string, service: string): readonly number[] => {
      asked.push(`${namespace}/${service}`);
      return [];
    };
    const tiers = [first, { ...live, namePrefix: 'live-' }];
    const { urls, close } = await openTierDoors({ ...WAVES, tiers }, [{ tiers, targets }]);
    closing.push(close);
    for (const tier of ['try', 'live']) await ask(urls.get(tier)?.get('api') ?? '');
    expect(new Set(asked)).toEqual(new Set(['try/api', 'live/live-api']));
  });
});
