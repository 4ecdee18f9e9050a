import { describe, expect, it } from '@jest/globals';
import { rolling, type Strategy } from '../../../../../domain/strategy.ts';
import { quick as blueGreen, colour } from '../blue-green/blue-green-room.ts';
import { quick as canary } from '../canary/canary-room.ts';
import { deployable, EmbeddedRoom } from '../embedded-room.ts';
import { image } from '../releases.ts';

const NAMES = ['good-1', 'good-2', 'good-3'];
const three = (name: string) => ({ manifests: deployable(name, { replicas: 3 }) });

/** As somebody puts a container into a Deployment between our look and our write. */
function addTo(room: EmbeddedRoom, name: string): void {
  const sidecar = {
    name: 'theirs',
    image: image('good-3'),
    terminationMessagePath: '/dev/null',
    imagePullPolicy: 'Always',
  };
  room.change('Deployment', name, (object) => {
    const { template, ...spec } = object['spec'] as { template: { spec: { containers: readonly object[] } } };
    const containers = [...template.spec.containers, sidecar];
    return { ...object, spec: { ...spec, template: { ...template, spec: { ...template.spec, containers } } } };
  });
}

/** Once nothing is asked any more: the lock is what is written first. */
function addAtFirstWrite(room: EmbeddedRoom, name: string): void {
  room.observe = ({ kind }) => {
    if (kind !== 'Lease') return;
    room.observe = () => {};
    addTo(room, name);
  };
}

describe('a container that somebody adds between our look and our write', () => {
  it.each<[string, Strategy, string]>([
    ['rolling', rolling(), 'api'],
    ['blue-green', blueGreen, 'api-blue'],
    ['canary', canary, 'api-canary'],
  ])('is seen by %s before anybody has traffic of it', async (_, strategy, name) => {
    const room = new EmbeddedRoom(NAMES);
    room.strategy = strategy;
    for (const release of ['good-1', 'good-2'])
      expect(await room.rollOut(release, three(release))).toMatchObject({ outcome: 'complete' });
    const before = await colour(room);
    addAtFirstWrite(room, name);
    const { outcome, sentence } = await room.rollOut('good-3', three('good-3'));
    expect({ outcome, sentence }).toEqual({
      outcome: 'unknown',
      sentence: expect.stringMatching(/^What runs is not only what was written.*Deployment "api[^"]*".*theirs/),
    });
    expect(await colour(room)).toEqual(before);
  });

  it('is seen by blue-green where a run that died had switched already', async () => {
    for (let write = 6; ; write++) {
      const room = new EmbeddedRoom(NAMES);
      room.strategy = blueGreen;
      await room.rollOut('good-1');
      const before = await colour(room);
      const request = room.request('good-2');
      await room.until(room.start(request, { write, when: 'after' }).ended);
      if (JSON.stringify(await colour(room)) === JSON.stringify(before)) continue;
      const again = { ...request, run: { ...request.run, attempt: 2 } };
      addAtFirstWrite(room, 'api-green');
      expect(await room.until(room.start(again).ended)).toMatchObject({
        outcome: 'unknown',
        sentence: expect.stringMatching(/^What runs is not only what was written.*"api-green".*theirs/),
      });
      return;
    }
  });
});
